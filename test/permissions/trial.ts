import { type Permission, unusedOnPurpose } from '../../local/access/permission-report';

/** What came of one permission's absence. */
export interface Row extends Permission {
  /** Whose it was, as people know it. */
  readonly of: string;
  /** `explained`: nothing here asks for it, and it is said why. */
  readonly outcome: 'missed' | 'explained' | 'unseen';
  readonly how: string;
  /** Of what was done without it, with others or alone. */
  readonly seconds: number;
}

/** Takes permissions from one role, and sees that each is missed by name. */
export interface Trial {
  /** A row for each, as soon as it is known. */
  try(permissions: readonly Permission[]): AsyncIterable<Row>;
}

/** Why nothing here asks for what is allowed; undefined where something does. */
export function explanationOf(permission: Permission, of: string): string | undefined {
  const known = unusedOnPurpose(permission, of);
  return known?.usedLater === false ? known.reason : undefined;
}
