/**
 * How much a finding matters. `destroys`: data goes with the deployment. `attention`: nothing goes, and a person has to do
 * something, or decide. `note`: the rest.
 */
export type Severity = 'destroys' | 'attention' | 'note';

const RANKS: Readonly<Record<Severity, number>> = { note: 0, attention: 1, destroys: 2 };

/** One thing that a change would do. */
export interface Finding {
  readonly severity: Severity;
  /** A sentence or the part of one, with names in backticks. */
  readonly text: string;
  /** What follows from it, a sentence each. */
  readonly details: readonly string[];
}

export function note(text: string, ...details: string[]): Finding {
  return { severity: 'note', text, details };
}

/** The gravest of severities; `note` where there is none. */
export function gravest(severities: readonly Severity[]): Severity {
  return severities.reduce<Severity>((worst, next) => (RANKS[next] > RANKS[worst] ? next : worst), 'note');
}

/** Some items by name, and the others counted. */
export function listed(items: readonly string[], most: number): string {
  const rest = items.length - most;
  return rest > 0 ? `${items.slice(0, most).join(', ')} and ${rest} more` : items.join(', ');
}
