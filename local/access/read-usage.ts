import { existsSync, readFileSync } from 'node:fs';

import { LocalRunError } from '../local-run-error';

/** What the broker decided when a role asked for something, told once for each that is different. */
export interface Usage {
  readonly role: string;
  /** `kafka-cluster:<Action>`, or `none:<operation>` for what IAM has no action for. */
  readonly action: string;
  /** ARN of what was asked for. */
  readonly resource: string;
  /** `filtered`: the answer was shortened, and nothing failed. */
  readonly decision: 'allow' | 'implicitDeny' | 'explicitDeny' | 'filtered';
  /** Patterns of the statements that decided, as they are written. */
  /** Of the roles that it decided by, see `BrokerAccess`. */
  readonly generation: number;
  readonly matches: readonly { readonly action: string; readonly resource: string }[];
}

/** The broker could not write down everything that it decided. */
export class IncompleteUsageError extends LocalRunError {}

/**
 * @param file with one JSON object a line; a run in which no role asked for anything has none
 * @throws IncompleteUsageError
 */
export function readUsage(file: string): Usage[] {
  if (!existsSync(file)) return [];
  // The last line may be about to be written.
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => {
    const usage = JSON.parse(line) as Usage & { readonly incomplete?: string };
    if (usage.incomplete !== undefined) {
      throw new IncompleteUsageError(`the broker has not written down what roles did: ${usage.incomplete}`);
    }
    return usage;
  });
}
