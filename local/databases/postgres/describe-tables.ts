import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { type Column, type ForeignKey, idOf, type TableId, type TableShape } from '../../workload/table-shape';
import { WorkloadError } from '../../workload/workload-error';
import { groupBy } from '../group-by';
import { type Cells, select } from './connect-postgres';
import { postgresValues } from './draw-value';

const read = (name: string): string => readFileSync(join(__dirname, 'sql', name), 'utf8');
const TABLES_SQL = read('tables.sql');
const COLUMNS_SQL = read('columns.sql');
const UNIQUE_KEYS_SQL = read('unique-keys.sql');
const FOREIGN_KEYS_SQL = read('foreign-keys.sql');

/** `NO ACTION` and `RESTRICT`. */
const HARMLESS_RULES: readonly unknown[] = ['a', 'r'];
/** Before the sum of digits in a type's modifier. */
const HEADER = 4;
const LONG_TEXT = 2 ** 30;
const MOST_FRACTION_DIGITS = 6;

/**
 * Reads from the catalog what tables are like.
 *
 * @returns in the order of `tables`
 * @throws WorkloadError for a table that is not there
 */
export async function describeTables(client: Client, tables: readonly TableId[]): Promise<TableShape[]> {
  if (tables.length === 0) return [];
  const ids = [tables.map(({ schema }) => schema), tables.map(({ table }) => table)];
  const described = byTable(await select(client, TABLES_SQL, ids));
  const columns = byTable(await select(client, COLUMNS_SQL, ids));
  const uniqueKeys = byTable(await select(client, UNIQUE_KEYS_SQL, ids));
  const foreignKeys = foreignKeysOf(await select(client, FOREIGN_KEYS_SQL, ids));
  return tables.map(({ schema, table }) => {
    const id = idOf({ schema, table });
    const [first] = described.get(id) ?? [];
    if (first === undefined) throw new WorkloadError(`a workload changes tables that the server has, got: ${id}`);
    const keys = uniqueKeys.get(id) ?? [];
    const own = columns.get(id) ?? [];
    const inKeys = (primary: boolean): string[] =>
      keys
        .filter(([, , , isPrimary, column]) => isTrue(isPrimary) === primary && column !== null)
        .map(([, , , , column]) => String(column));
    return {
      schema,
      table,
      columns: own.map(columnOf),
      primaryKey: inKeys(true),
      uniqueColumns: new Set(inKeys(false)),
      hasFurtherUniqueKeys: keys.some(([, , , isPrimary]) => !isTrue(isPrimary)),
      foreignKeys: foreignKeys.filter(({ child }) => idOf(child) === id),
      referencedBy: foreignKeys.filter(({ parent }) => idOf(parent) === id),
      transactional: true,
      writtenWithKey: isTrue(first[3]) ? [] : [...own].filter(isLong).map(nameOf),
      hasTriggers: isTrue(first[2]),
    };
  });
}

function byTable(rows: readonly Cells[]): Map<string, Cells[]> {
  return groupBy(rows, ([schema, table]) => idOf({ schema: String(schema), table: String(table) }));
}

const nameOf = ([, , name]: Cells): string => String(name);

/** Whether a long value of it is kept beside its row. */
function isLong(cells: Cells): boolean {
  return cells[13] !== 'p';
}

function columnOf(cells: Cells): Column {
  const [, , name, dataType, columnType, modifier, nullable, preset = null, generated, identity, ...more] = cells;
  const [element = null, checks = null, options = null] = more;
  const isNullable = isTrue(nullable);
  const limit = Number(modifier);
  const column = {
    name: String(name),
    dataType: String(dataType),
    columnType: String(columnType),
    nullable: isNullable,
    hasDefault: preset !== null || isNullable,
    nullBesideDefault: isNullable && preset !== null,
    // What the server alone may give is as good as generated.
    generatedBy: generated !== '' || identity === 'a' ? String(preset) : undefined,
    autoIncrement: identity === 'd' || /^nextval\(/.test(preset ?? ''),
    characterSet: 'utf8mb4',
    length: lengthOf(String(dataType), limit),
    ...digitsOf(String(dataType), limit),
    srsId: undefined,
  };
  return {
    ...column,
    values: postgresValues(column, {
      element: element ?? undefined,
      checks: checks === null ? [] : (JSON.parse(checks) as string[]),
      options: options === null ? [] : (JSON.parse(options) as string[]),
    }),
  };
}

function lengthOf(type: string, modifier: number): number {
  if (modifier < 0) return LONG_TEXT;
  return /bit$/.test(type) ? modifier : modifier - HEADER;
}

/** PostgreSQL packs the digits of a number, or of a second's fraction, into the modifier of the type. */
function digitsOf(type: string, modifier: number): Pick<Column, 'precision' | 'scale' | 'fraction'> {
  if (type === 'numeric') {
    if (modifier < HEADER) return { precision: 0, scale: undefined, fraction: 0 };
    const packed = modifier - HEADER;
    return { precision: packed >> 16, scale: ((packed & 0x7ff) ^ 1024) - 1024, fraction: 0 };
  }
  const isTime = /^(time|interval)/.test(type);
  return { precision: 0, scale: undefined, fraction: isTime && modifier >= 0 ? modifier : MOST_FRACTION_DIGITS };
}

function foreignKeysOf(rows: readonly Cells[]): ForeignKey[] {
  const keys = groupBy(rows, ([schema, table, , , constraint]) => JSON.stringify([schema, table, constraint]));
  return [...keys.values()].map((parts) => {
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

function isTrue(cell: string | null | undefined): boolean {
  return cell === 't';
}
