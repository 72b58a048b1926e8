import type { MergeCounts } from '../../session/running-platform';
import type { Proof } from '../proof';
import type { ProofSubject } from '../proof-log';
import type { WarehouseProver } from './warehouse-prover';

export const WAREHOUSE_CLAIM = 'tables of the warehouse are the rows of their sources, value by value';
export const MERGE_AGAIN_CLAIM =
  'merging again changes nothing, and neither does to merge all records of the views once more';

/** Merges until the tables are the rows of their sources, or nothing comes any more. */
export async function proveWarehouse(prover: Pick<WarehouseProver, 'compare'>, subject: ProofSubject): Promise<Proof> {
  const { rows, tables, problems } = await prover.compare();
  const expected = `${rows} rows of ${tables} tables`;
  return {
    ...subject,
    expected,
    actual: problems.length === 0 ? expected : problems.join('; '),
    passed: problems.length === 0 && tables > 0,
  };
}

/** A merge without new records writes nothing; one of all records there are leaves each row as it is, and where it was. */
export async function proveMergeAgain(
  prover: Pick<WarehouseProver, 'merge' | 'forget' | 'checksums'>,
  subject: ProofSubject,
): Promise<Proof> {
  await prover.merge();
  const before = await prover.checksums();
  const again = total(await prover.merge());
  const rerun = differences('a rerun', before, await prover.checksums());
  await prover.forget();
  const all = total(await prover.merge());
  const replay = differences('a replay', before, await prover.checksums());
  const problems = [
    ...(again.upserted + again.deleted === 0
      ? []
      : [`a rerun wrote ${again.upserted} rows and deleted ${again.deleted}`]),
    ...rerun,
    ...(all.records > 0 ? [] : ['there was no record to merge once more']),
    ...replay,
  ];
  const stays = [...before].map(([table, checksum]) => `${table} ${checksum}`).join('; ');
  const expected = `${all.records} records again: ${stays}`;
  return {
    ...subject,
    expected,
    actual: problems.length === 0 ? expected : problems.join('; '),
    passed: problems.length === 0 && before.size > 0,
  };
}

function differences(what: string, before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before].flatMap(([table, checksum]) =>
    after.get(table) === checksum ? [] : [`after ${what} ${table} has ${after.get(table)}, and had ${checksum}`],
  );
}

function total(counts: readonly MergeCounts[]): MergeCounts {
  const sum = (of: (each: MergeCounts) => number): number => counts.reduce((all, each) => all + of(each), 0);
  return {
    records: sum(({ records }) => records),
    upserted: sum(({ upserted }) => upserted),
    deleted: sum(({ deleted }) => deleted),
    stale: sum(({ stale }) => stale),
    refused: sum(({ refused }) => refused),
  };
}
