import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dataset, isOfChanges, lakePart, tableName } from '../../connectors/dataset';
import { ATHENA, identifier, list, literal, name, renderSql, type SqlValue } from '../core/render-sql';
import { type RawTable, rawQueries } from './raw-queries';

const SQL = join(__dirname, 'sql');
/** Of the name of a named query of Athena. */
const MOST_CHARACTERS = 128;

/** A statement that people start from. */
export interface TableQuery {
  /** `<table>_<what>`, in lower case. */
  readonly name: string;
  readonly description: string;
  readonly sql: string;
}

/**
 * What a table is to whoever asks: rows of now in Delta Lake, which Athena reads as of now only, or in Iceberg (`state`), or an
 * Iceberg table to which each change or event was appended (`log`); or rows of Parquet, one of each change, with a view of the newest
 * (`rows`).
 */
export type TableForm = 'delta' | 'state' | 'log' | 'rows';

/** A table of the lake that gets statements. */
export interface QueriedTable {
  readonly dataset: Dataset;
  readonly form: TableForm;
  /** What it is called, and has, as a raw table; undefined for all other forms. */
  readonly raw?: RawTable | undefined;
}

/** Behind the name of the table: one table may be there in several forms. */
const NAME_PART: Readonly<Record<Exclude<TableForm, 'rows'>, string>> = { delta: '', state: '_state', log: '_log' };

/**
 * The statements of a table: how many rows there are, and the forty with the highest keys; in Iceberg, what they were earlier;
 * of a log of changes, all of one row.
 *
 * @param queried all tables that get statements: where two are called the same in the source, their names in the lake tell them apart
 */
export function tableQueries(table: QueriedTable, queried: readonly QueriedTable[] = []): TableQuery[] {
  if (table.form === 'rows') {
    return table.raw === undefined ? [] : rawQueries({ ...table.raw, dataset: table.dataset });
  }
  const prefix = `${namePrefix(table, queried)}${NAME_PART[table.form]}`;
  return [
    ...rowQueries(table),
    ...(table.form === 'delta' ? [] : earlierQueries(table)),
    ...(table.form === 'log' && isOfChanges(table.dataset) ? [changesQuery(table)] : []),
  ].map((query) => ({ ...query, name: `${prefix}_${query.name}` }));
}

function rowQueries(queried: QueriedTable): TableQuery[] {
  const { dataset } = queried;
  const called = calledBy(queried);
  return [
    {
      name: 'count',
      description: `Rows of ${called}`,
      sql: statement('010-row-count.sql', { table: lakeTable(dataset) }),
    },
    {
      name: 'top_40',
      description: `Rows of ${called} with the highest keys`,
      sql: statement('020-top-40.sql', { table: lakeTable(dataset), key: firstKey(dataset) }),
    },
  ];
}

/** The point that is asked for has to be a constant of the statement: neither a parameter nor a query may stand there. */
function earlierQueries(queried: QueriedTable): TableQuery[] {
  const { dataset } = queried;
  const called = calledBy(queried);
  const table = lakeTable(dataset);
  const own = tableName(dataset);
  return [
    {
      name: 'an_hour_ago',
      description: `Rows of ${called} with the highest keys, as they were an hour ago`,
      sql: statement('030-an-hour-ago.sql', { table, key: firstKey(dataset) }),
    },
    {
      name: 'history',
      description: `Commits to ${called}, the last one first, each with the statement that asks for the rows of then`,
      sql: statement('040-history.sql', {
        history: name(`${own}$history`),
        snapshots: name(`${own}$snapshots`),
        rowsAsOf: literal(`${statement('041-rows-as-of.sql', { table })} `),
      }),
    },
  ];
}

function changesQuery({ dataset }: QueriedTable): TableQuery {
  const keys = dataset.keyColumns.map((key) => ({ key: column(key) }));
  return {
    name: 'changes',
    description: `Every change of the row of ${dataset.table} with the key that is given as parameters (${dataset.keyColumns.join(', ')})`,
    sql: statement('050-changes.sql', { table: lakeTable(dataset), keys: list(keys) }),
  };
}

function calledBy({ dataset, form }: QueriedTable): string {
  return form === 'log' ? `the log of ${dataset.table}` : dataset.table;
}

function namePrefix({ dataset }: QueriedTable, queried: readonly QueriedTable[]): string {
  const own = lakePart(dataset.table);
  const isShared = queried.some(
    ({ dataset: other }) => tableName(other) !== tableName(dataset) && lakePart(other.table) === own,
  );
  return isShared ? tableName(dataset) : own;
}

/** Longer than an identifier of a source may be. */
function lakeTable(dataset: Dataset): SqlValue {
  return name(tableName(dataset));
}

function firstKey({ keyColumns: [first = ''] }: Dataset): SqlValue {
  return column(first);
}

function column(named: string): SqlValue {
  return identifier(named.toLowerCase());
}

/** Names of statements that two tables would share, or that are longer than Athena takes, as `property rule, got: value` sentences. */
export function tableQueryProblems(at: string, queried: readonly QueriedTable[]): string[] {
  const names = queried.flatMap((table) => tableQueries(table, queried).map((query) => query.name));
  return [
    ...names
      .filter((query) => query.length > MOST_CHARACTERS)
      .map(
        (query) =>
          `\`${at}\` must have statements of up to ${MOST_CHARACTERS} characters in their names, got: ${query}`,
      ),
    ...names
      .filter((query, index) => names.indexOf(query) !== index)
      .map(
        (query) =>
          `\`${at}\` must have statements with names of their own; a \`lakeName\` gives others, and a table that several pipelines keep in one form has them of one, got twice: ${query}`,
      ),
  ];
}

function statement(file: string, values: Readonly<Record<string, SqlValue>>): string {
  return renderSql(readFileSync(join(SQL, file), 'utf8'), values, ATHENA).trim();
}
