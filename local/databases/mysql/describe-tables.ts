import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection, RowDataPacket } from 'mysql2/promise';

import { type Column, type ForeignKey, idOf, type TableId, type TableShape } from '../../workload/table-shape';
import { WorkloadError } from '../../workload/workload-error';
import { groupBy } from '../group-by';
import { mysqlValues } from './draw-value';

type Cells = readonly (string | number | null)[];

const read = (name: string): string => readFileSync(join(__dirname, 'sql', name), 'utf8');
const TABLES_SQL = read('tables.sql');
const COLUMNS_SQL = read('columns.sql');
const UNIQUE_KEYS_SQL = read('unique-keys.sql');
const FOREIGN_KEYS_SQL = read('foreign-keys.sql');

const TRANSACTIONAL_ENGINE = 'InnoDB';
const ZERO_DATE = /^(0000-|\d{4}-00|\d{4}-\d\d-00)/;
const HARMLESS_RULES: readonly unknown[] = ['NO ACTION', 'RESTRICT'];

/**
 * Reads from information_schema what tables are like.
 *
 * @returns in the order of `tables`
 * @throws WorkloadError for a table that is not there
 */
export async function describeTables(connection: Connection, tables: readonly TableId[]): Promise<TableShape[]> {
  if (tables.length === 0) return [];
  const ids = tables.map(({ schema, table }) => [schema, table]);
  const select = async (sql: string, values: unknown[]): Promise<Cells[]> => {
    const [rows] = await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true }, values);
    return rows as unknown as Cells[];
  };
  const described = byTable(await select(TABLES_SQL, [ids]));
  const columns = byTable(await select(COLUMNS_SQL, [ids]));
  const uniqueKeys = byTable(await select(UNIQUE_KEYS_SQL, [ids]));
  const foreignKeys = foreignKeysOf(await select(FOREIGN_KEYS_SQL, [ids, ids]));
  return tables.map(({ schema, table }) => {
    const id = idOf({ schema, table });
    const [first] = described.get(id) ?? [];
    if (first === undefined) throw new WorkloadError(`a workload changes tables that the server has, got: ${id}`);
    const keys = uniqueKeys.get(id) ?? [];
    const inKeys = (isPrimary: boolean): string[] =>
      keys
        .filter(([, , index, column]) => (index === 'PRIMARY') === isPrimary && column !== null)
        .map(([, , , column]) => String(column));
    return {
      schema,
      table,
      columns: (columns.get(id) ?? []).map(columnOf),
      primaryKey: inKeys(true),
      uniqueColumns: new Set(inKeys(false)),
      hasFurtherUniqueKeys: keys.some(([, , index]) => index !== 'PRIMARY'),
      foreignKeys: foreignKeys.filter(({ child }) => idOf(child) === id),
      referencedBy: foreignKeys.filter(({ parent }) => idOf(parent) === id),
      transactional: first[2] === TRANSACTIONAL_ENGINE,
      writtenWithKey: [],
      hasTriggers: Number(first[3]) > 0,
    };
  });
}

function byTable(rows: readonly Cells[]): Map<string, Cells[]> {
  return groupBy(rows, ([schema, table]) => idOf({ schema: String(schema), table: String(table) }));
}

function columnOf(cells: Cells): Column {
  const [, , name, dataType, columnType, nullable, preset, extra, expression, ...measures] = cells;
  const [characterSet = null, length, precision, scale = null, fraction, srsId = null] = measures;
  const generated = /\b(VIRTUAL|STORED) GENERATED\b/.test(String(extra));
  const isNullable = nullable === 'YES';
  const hasPreset = preset !== null || /\bDEFAULT_GENERATED\b/.test(String(extra));
  const column = {
    name: String(name),
    dataType: String(dataType).toLowerCase(),
    columnType: String(columnType),
    nullable: isNullable,
    hasDefault: (hasPreset || isNullable) && !ZERO_DATE.test(String(preset)),
    nullBesideDefault: isNullable && hasPreset,
    generatedBy: generated ? String(expression) : undefined,
    autoIncrement: /\bauto_increment\b/.test(String(extra)),
    characterSet: characterSet === null ? undefined : String(characterSet),
    length: Number(length),
    precision: Number(precision),
    scale: scale === null ? undefined : Number(scale),
    fraction: Number(fraction),
    srsId: srsId === null ? undefined : Number(srsId),
  };
  return { ...column, values: mysqlValues(column) };
}

function foreignKeysOf(rows: readonly Cells[]): ForeignKey[] {
  const keys = groupBy(rows, ([schema, table, , , constraint]) => JSON.stringify([schema, table, constraint]));
  return [...keys.values()].flatMap((parts) => {
    const [schema, table, parentSchema, parentTable, , , , ...rules] = parts[0] ?? [];
    return {
      child: { schema: String(schema), table: String(table) },
      parent: { schema: String(parentSchema), table: String(parentTable) },
      columns: parts.map(([, , , , , column]) => String(column)),
      referenced: parts.map(([, , , , , , column]) => String(column)),
      cascades: rules.some((rule) => !HARMLESS_RULES.includes(rule)),
    };
  });
}
