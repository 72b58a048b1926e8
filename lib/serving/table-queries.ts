import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dataset, lakePart, tableName } from '../../connectors/dataset';
import { ATHENA, identifier, name, renderSql, type SqlValue } from '../core/render-sql';

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
 * The statements of a table: how many rows there are, and the forty with the highest keys.
 *
 * @param queried all tables that get statements: where two are called the same in the source, their names in the lake tell them apart
 */
export function tableQueries(dataset: Dataset, queried: readonly Dataset[] = []): TableQuery[] {
  // Longer than an identifier of a source may be.
  const table = name(tableName(dataset));
  const own = lakePart(dataset.table);
  const isShared = queried.some((other) => tableName(other) !== tableName(dataset) && lakePart(other.table) === own);
  const prefix = isShared ? tableName(dataset) : own;
  const [firstKey = ''] = dataset.keyColumns;
  return [
    {
      name: `${prefix}_count`,
      description: `Rows of ${dataset.table}`,
      sql: statement('010-row-count.sql', { table }),
    },
    {
      name: `${prefix}_top_40`,
      description: `Rows of ${dataset.table} with the highest keys`,
      sql: statement('020-top-40.sql', { table, key: identifier(firstKey.toLowerCase()) }),
    },
  ];
}

/** Names of statements that two tables would share, or that are longer than Athena takes, as `property rule, got: value` sentences. */
export function tableQueryProblems(at: string, queried: readonly Dataset[]): string[] {
  const names = queried.flatMap((dataset) => tableQueries(dataset, queried).map((query) => query.name));
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
          `\`${at}\` must have statements with names of their own; a \`lakeName\` gives others, got twice: ${query}`,
      ),
  ];
}

function statement(file: string, values: Readonly<Record<string, SqlValue>>): string {
  return renderSql(readFileSync(join(SQL, file), 'utf8'), values, ATHENA).trim();
}
