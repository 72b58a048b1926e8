import { runWorkload, type WorkloadResult } from '../../workload/run-workload';
import type { Proof } from '../proof';
import type { ProofSubject } from '../proof-log';
import type { CapturedLog } from './captured-log';
import type { CapturedTable } from './captured-tables';

export const WORKLOAD_CLAIM = 'every captured table takes changes, and each committed one is an event';

export interface WorkloadOrder {
  /** A whole number that decides every statement. */
  readonly seed: number;
  /** Row changes that are committed, at least. */
  readonly changes: number;
}

type Kind = 'c' | 'u' | 'd';
const KINDS: readonly Kind[] = ['c', 'u', 'd'];

/**
 * Changes the tables of a database, and counts the events that came of it.
 *
 * @param logs every capture of one database
 */
export async function proveWorkload(
  logs: readonly CapturedLog[],
  order: WorkloadOrder,
  subject: ProofSubject,
): Promise<Proof> {
  const [first] = logs;
  if (first === undefined) throw new Error('a workload needs a database');
  for (const log of logs) await log.topics.advance();
  const before = new Map(logs.map((log) => [log, countEvents(log)]));
  const tables = new Map(
    logs.flatMap((log) => log.tables.map(({ schema, table }) => [`${schema}.${table}`, { schema, table }])),
  );
  const result = await first.withSession(({ workload }) => runWorkload(workload, [...tables.values()], order));
  const problems = [...result.untouched].map(
    ([table, words]) => `${table} took no change: ${words || 'nobody says why'}`,
  );
  problems.push(...tooFew(result, order));
  for (const log of logs) problems.push(...(await uncounted(log, before.get(log) ?? new Map(), result)));
  const did = describe(result);
  return {
    ...subject,
    expected: did,
    actual: problems.length === 0 ? did : problems.join('; '),
    passed: problems.length === 0,
  };
}

/** Where the workload gave up before it had made all changes that it was asked for. */
function tooFew({ tables }: WorkloadResult, { changes }: WorkloadOrder): string[] {
  const tallies = [...tables];
  const made = tallies.reduce((sum, [, { c, u, d }]) => sum + c + u + d, 0);
  if (made >= changes) return [];
  const refused = tallies.filter(([, tally]) => tally.refused > 0).map(([table, tally]) => `${table} ${tally.refused}`);
  return [`${made} of ${changes} changes were made; statements refused: ${refused.join(', ') || 'none'}`];
}

/** Where the events of a capture are not as many as the changes. */
async function uncounted(
  log: CapturedLog,
  before: ReadonlyMap<string, number>,
  { tables, exact }: WorkloadResult,
): Promise<string[]> {
  const wanted = log.tables.flatMap((table) => {
    const tally = tables.get(`${table.schema}.${table.table}`);
    return tally === undefined
      ? []
      : KINDS.map((kind) => ({ place: placeOf(table, kind), table, kind, count: tally[kind] }));
  });
  const seen = ({ table, kind, place }: (typeof wanted)[0]): number =>
    log.topics.count(table, kind) - (before.get(place) ?? 0);
  await log.waitFor(() => wanted.every((entry) => seen(entry) >= entry.count));
  return wanted
    .filter((entry) => (exact ? seen(entry) !== entry.count : seen(entry) < entry.count))
    .map((entry) => `${namesOf(entry.table)}: ${entry.count} changes of kind ${entry.kind}, ${seen(entry)} events`);
}

function countEvents(log: CapturedLog): ReadonlyMap<string, number> {
  return new Map(
    log.tables.flatMap((table) => KINDS.map((kind) => [placeOf(table, kind), log.topics.count(table, kind)] as const)),
  );
}

function placeOf(table: CapturedTable, kind: Kind): string {
  return `${namesOf(table)} ${kind}`;
}

function namesOf({ topic, schema, table }: CapturedTable): string {
  return `${schema}.${table} in ${topic}`;
}

function describe({ tables, transactions, rolledBack, seed }: WorkloadResult): string {
  const sum = (kind: Kind): number => [...tables.values()].reduce((total, tally) => total + tally[kind], 0);
  const changes = KINDS.map((kind) => `${sum(kind)} ${kind}`).join(', ');
  return `${changes} in ${tables.size} tables, ${transactions} transactions, ${rolledBack} rolled back; seed ${seed}`;
}
