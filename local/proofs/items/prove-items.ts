import { keepsItems } from '../../model/item-table';
import type { RunningConnector } from '../../session/running-platform';
import type { Proof } from '../proof';
import type { ProofSubject } from '../proof-log';
import type { ItemsProver } from './items-prover';

export const ITEMS_CLAIM = 'items are the rows of their sources, each with its values; what is gone is gone';

export function isItemSink({ config }: RunningConnector): boolean {
  return keepsItems(config);
}

/** Waits until the items of a sink are the rows of its sources, or nothing comes any more. */
export async function proveItems(prover: Pick<ItemsProver, 'compare'>, subject: ProofSubject): Promise<Proof> {
  const { rows, tables, problems } = await prover.compare();
  const expected = `${rows} items of ${tables} tables`;
  return {
    ...subject,
    expected,
    actual: problems.length === 0 ? expected : problems.join('; '),
    passed: problems.length === 0 && tables > 0,
  };
}
