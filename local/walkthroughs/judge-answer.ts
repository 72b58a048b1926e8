import { causeChain } from '../local-run-error';
import { compareBags } from '../proofs/compare-lists';
import type { ItemComparison } from '../proofs/items/items-prover';
import type { WarehouseComparison } from '../proofs/warehouse/warehouse-prover';
import type { QueryResult } from '../servers/local-server';
import type { AnsweredRow, Ask, FewerFilesAsk, ItemsAsk, RowsAsk, WarehouseTableAsk } from './walkthrough';

/** What is asked of somebody who may have no answer. */
type JudgedAsk = Exclude<Ask, FewerFilesAsk>;

/** Values that need no quotes to be told from NULL, from columns and from each other. */
const PLAIN = /^[^\s"=,;()]+$/;

/** What a question came to. */
export interface JudgedAnswer {
  readonly expected: string;
  /** The same as expected where nothing is wrong. */
  readonly actual: string;
  readonly isRight: boolean;
}

/** A question without an answer, as to a table that no run has made yet. */
export function judgeFailure(ask: JudgedAsk, error: unknown): JudgedAnswer {
  const actual = `${nameOf(ask)}: ${causeChain(error).join(': ')}`;
  return { expected: describe(ask), actual, isRight: false };
}

/** Sets an answer against what its question should bring. */
export function judgeAnswer(ask: Exclude<JudgedAsk, WarehouseTableAsk>, { columns, rows }: QueryResult): JudgedAnswer {
  const answered = rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, textOf(row[i])])));
  const { has = [], lacks = [] } = ask;
  const answers = isQuery(ask) ? ask.answers : undefined;
  const problems = [
    ...(answers === undefined ? [] : differences(answers, answered)),
    ...has.flatMap((row) => missing(row, answered)),
    ...(isQuery(ask) ? lacks.flatMap((row) => unknownColumns(row, columns)) : []),
    ...lacks.filter((row) => answered.some((other) => matches(row, other))).map((row) => `still has ${shown(row)}`),
  ];
  const expected = describe(ask);
  const isRight = problems.length === 0;
  return { expected, actual: isRight ? expected : `${nameOf(ask)}: ${problems.join('; ')}`, isRight };
}

/** Sets items against their source, where a question asks for all of them. */
export function judgeItems(
  ask: ItemsAsk,
  equal: NonNullable<ItemsAsk['equal']>,
  { rows, problems, attributes }: ItemComparison,
): JudgedAnswer {
  const { moreThan, with: wanted = [] } = equal;
  const shape = wanted.length === 0 ? '' : `, each with ${wanted.join(', ')}`;
  const expected = `${nameOf(ask)}: ${rows} as their source has them, more than ${moreThan}${shape}`;
  const all = [
    ...(rows > moreThan ? [] : [`${rows} rows are not more than ${moreThan}`]),
    ...wanted.filter((name) => !attributes.includes(name)).map((name) => `not every item has ${name}`),
    ...problems,
  ];
  const isRight = all.length === 0;
  return { expected, actual: isRight ? expected : `${nameOf(ask)}: ${all.join('; ')}`, isRight };
}

/** Sets a table of the warehouse against its source. */
export function judgeWarehouseTable(ask: WarehouseTableAsk, { rows, problems }: WarehouseComparison): JudgedAnswer {
  const { moreThan } = ask;
  const expected = describe(ask);
  const all = [...(rows > moreThan ? [] : [`${rows} rows are not more than ${moreThan}`]), ...problems];
  const isRight = all.length === 0;
  return { expected, actual: isRight ? expected : `${nameOf(ask)}: ${all.join('; ')}`, isRight };
}

/** What answers in rows of columns. */
function isQuery(ask: JudgedAsk): ask is RowsAsk {
  return !('items' in ask || 'warehouseTable' in ask);
}

function describe(ask: JudgedAsk): string {
  if ('warehouseTable' in ask) return `${nameOf(ask)}: the rows of its source, more than ${ask.moreThan}`;
  const { has = [], lacks = [] } = ask;
  const answers = isQuery(ask) ? ask.answers : undefined;
  return `${nameOf(ask)}: ${[
    ...(answers === undefined ? [] : [answers.map(shown).join(', ') || 'no row']),
    ...(has.length === 0 ? [] : [`has ${has.length} ${has.length === 1 ? 'row' : 'rows'}`]),
    ...(lacks.length === 0 ? [] : [`lacks ${lacks.map(shown).join(', ')}`]),
  ].join(', ')}`;
}

function nameOf(ask: JudgedAsk): string {
  if ('items' in ask) return `items of ${ask.items}`;
  if ('warehouse' in ask) return ask.warehouse;
  if ('warehouseTable' in ask) return `${ask.warehouseTable} in the warehouse`;
  if ('registry' in ask) return `the registry's ${ask.registry}`;
  if ('source' in ask) return ask.source;
  if ('topics' in ask) return `topics ${ask.topics}*`;
  return 'named' in ask.query ? ask.query.named : ask.query.sql;
}

function differences(wanted: readonly AnsweredRow[], answered: readonly AnsweredRow[]): string[] {
  const { missing, extra, examples } = compareBags(wanted.map(sortedText), answered.map(sortedText));
  return missing + extra === 0 ? [] : [...examples];
}

/** The row that is told apart by the same value is shown beside it. */
function missing(row: AnsweredRow, answered: readonly AnsweredRow[]): string[] {
  if (answered.some((other) => matches(row, other))) return [];
  const [key = ''] = Object.keys(row);
  const other = answered.find((candidate) => candidate[key] === row[key]);
  const found =
    other === undefined
      ? 'no such row'
      : shown(Object.fromEntries(Object.keys(row).map((column) => [column, other[column]])));
  return [`must have ${shown(row)}, got: ${found}`];
}

/** What asks for a column that is not there is lacked by every answer. */
function unknownColumns(row: AnsweredRow, columns: readonly string[]): string[] {
  const unknown = Object.keys(row).filter((column) => !columns.includes(column));
  return unknown.map((column) => `must lack ${shown(row)}, got: no column ${column}`);
}

function matches(row: AnsweredRow, other: AnsweredRow): boolean {
  return Object.entries(row).every(([column, value]) => other[column] === value);
}

function sortedText(row: AnsweredRow): string {
  return shown(Object.fromEntries(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1))));
}

/** No two rows have the same text. */
function shown(row: Readonly<Record<string, string | null | undefined>>): string {
  return Object.entries(row)
    .map(([column, value]) => `${column}=${value === undefined ? '(no such column)' : shownValue(value)}`)
    .join(' ');
}

function shownValue(value: string | null): string {
  if (value === null) return 'NULL';
  return PLAIN.test(value) && value !== 'NULL' ? value : JSON.stringify(value);
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
