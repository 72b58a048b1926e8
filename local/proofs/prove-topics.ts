import type { Proof } from './proof';
import type { ProofSubject } from './proof-log';
import type { SourceLog } from './source-log';

export const TOPICS_CLAIM =
  'what topics come to is every row of every captured table, value by value; the capture runs';

/** Folded by key, the events of every captured table's topic are its rows, and the connector still runs. */
export async function proveTopics(
  log: Pick<SourceLog, 'compareTopics' | 'standstill'>,
  subject: ProofSubject,
): Promise<Proof> {
  const differences = await log.compareTopics();
  const standstill = await log.standstill();
  const rows = differences.reduce((sum, difference) => sum + difference.rows, 0);
  const wrong = differences.reduce((sum, { count }) => sum + count, 0);
  const unread = differences.reduce((sum, difference) => sum + difference.unread, 0);
  const expected = `${rows} rows of ${differences.length} tables${unread === 0 ? '' : `, beside ${unread} records of somebody else that are no JSON`}`;
  const problems = [
    ...differences.flatMap(({ table, count, examples }) =>
      count === 0 ? [] : [`${table.schema}.${table.table}: ${count} rows differ`, ...examples],
    ),
    ...(standstill === undefined ? [] : [standstill]),
  ];
  return {
    ...subject,
    expected,
    actual: problems.length === 0 ? expected : [`${rows - Math.min(wrong, rows)} of them`, ...problems].join('; '),
    passed: problems.length === 0,
  };
}
