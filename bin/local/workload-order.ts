import { randomInt } from 'node:crypto';

import { WrongArgumentError } from '../../local/local-run-error';
import type { WorkloadOrder } from '../../local/proofs/captured/prove-workload';

/** Of the seeds that are drawn: short enough to be typed again. */
const MAX_SEED = 1_000_000;

/**
 * What a workload is made of, as a command was given it; a seed that nobody gave is drawn.
 *
 * @throws WrongArgumentError
 */
export function workloadOrder({ changes, seed }: { readonly changes: string; readonly seed?: string }): WorkloadOrder {
  return {
    seed: seed === undefined ? randomInt(MAX_SEED) : wholeNumber('--seed', seed),
    changes: wholeNumber('--changes', changes),
  };
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new WrongArgumentError(`\`${option}\` must be a whole number of at most nine digits, got: ${text}`);
  }
  return Number(text);
}
