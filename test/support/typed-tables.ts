import type { SourceColumn } from '../../lib/source/bootstrap/type-holds';
import { select } from './mysql-replication';
import type { MysqlServer } from './mysql-server';
import { MYSQL_TYPES, type MysqlType, SYNONYMS } from './mysql-types';

/** A column more than the type itself where it stands under another name. */
export interface Column extends MysqlType {
  readonly spelled: string;
}

/** Two tables, for a table of every type is wider than a row may be. */
const NUMBERS = MYSQL_TYPES.findIndex(({ type }) => type === 'DATE');
export const TABLES: readonly { readonly name: string; readonly columns: readonly Column[] }[] = [
  { name: 'NUMBERS', columns: MYSQL_TYPES.slice(0, NUMBERS).map(asItself) },
  { name: 'THE_REST', columns: MYSQL_TYPES.slice(NUMBERS).map(asItself) },
];
export const OTHER_NAMES: readonly Column[] = Object.entries(SYNONYMS).map(([spelled, name]) => {
  const type = MYSQL_TYPES.find((each) => each.type === name);
  if (type === undefined) throw new Error(`${spelled} is another name of no type that is known, got: ${name}`);
  return { ...type, spelled };
});
/** Rows that hold every value of every type. */
export const ROWS = Math.max(...MYSQL_TYPES.map(({ values }) => values.length));

export function create(table: string, columns: readonly Column[]): string {
  const definitions = columns.map(({ spelled }, at) => `c${at} ${spelled}`);
  return `CREATE TABLE salesdb.${table} (ID INT PRIMARY KEY, ${definitions.join(', ')})`;
}

/** A type with fewer values than others has its last one again. */
export function inserts(table: string, columns: readonly Column[], first: number): string[] {
  return Array.from({ length: ROWS }, (_, at) => {
    const values = columns.map(({ values }) => values[Math.min(at, values.length - 1)]);
    return `INSERT INTO salesdb.${table} VALUES (${first + at}, ${values.join(', ')})`;
  });
}

/** Rows with a key below `end` as a client of MySQL shows them. */
export async function shownBy(
  server: MysqlServer,
  table: string,
  columns: readonly Column[],
  end: number,
): Promise<Record<string, string>[]> {
  const texts = columns.map(({ shown, type }, at) =>
    shown === 'hex' || type.startsWith('BIT') ? `HEX(c${at}) AS c${at}` : `CAST(c${at} AS CHAR) AS c${at}`,
  );
  const rows = await select(server, `SELECT ${texts} FROM salesdb.${table} WHERE ID < ${end} ORDER BY ID`);
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)])));
}

/** The columns of the types, without the key. */
export async function describedBy(server: MysqlServer, table: string): Promise<SourceColumn[]> {
  const [, ...columns] = await select(
    server,
    `SELECT COLUMN_NAME AS columnName, DATA_TYPE AS dataType, COLUMN_TYPE AS columnType FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = 'salesdb' AND TABLE_NAME = '${table}' ORDER BY ORDINAL_POSITION`,
  );
  return columns as unknown as SourceColumn[];
}

function asItself(type: MysqlType): Column {
  return { ...type, spelled: type.type };
}
