import type { RunningMerges } from '../session/running-platform';

/** The merges of a pipeline; undefined where it has none. */
export function findMerges(merges: readonly RunningMerges[], pipeline: string): RunningMerges | undefined {
  return merges.find(({ model }) => model.name === pipeline);
}

/**
 * Merges the tables of a pipeline now, whatever the clock says, and prints what that did.
 *
 * @throws LocalRunError with the server's words
 */
export async function runMerges(merges: RunningMerges, print: (line: string) => void): Promise<void> {
  const counts = await merges.merge();
  merges.model.tables.forEach(({ schema, table }, i) => {
    const { records = 0, upserted = 0, deleted = 0, stale = 0, refused = 0 } = counts[i] ?? {};
    const more = stale + refused === 0 ? '' : `, ${stale} older than what is there, ${refused} among the errors`;
    print(`✓ ${schema}.${table}: ${records} records, ${upserted} rows written, ${deleted} deleted${more}`);
  });
}
