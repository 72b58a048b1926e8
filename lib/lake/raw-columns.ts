import { type ColumnType, catalogType } from '../../connectors/column-type';
import type { Dataset } from '../../connectors/dataset';
import { COLUMN_NAME, columnType, sourceNames } from '../../connectors/dataset-column';

/** A column of the Data Catalog. */
export interface CatalogColumn {
  readonly name: string;
  /** As Hive spells it. */
  readonly type: string;
}

/** A declared column as archived records have it. */
export interface RawColumn {
  /** What it is called in tables, in lower case. */
  readonly name: string;
  /** What records call it or called it, in lower case, the newest name first: each is a column of the raw table. */
  readonly recordNames: readonly string[];
  /** As Hive spells it. */
  readonly type: string;
}

/** Hive types of columns that records have as something else than their entries say, such as lists: by the columns' names. */
export type RawTypes = Readonly<Record<string, string>>;

/** Columns of a change as the envelope has it: the row before and after stand in the two structs. */
export const ENVELOPE_COLUMNS: readonly CatalogColumn[] = [
  {
    name: 'source',
    type: 'struct<version:string,connector:string,name:string,ts_ms:bigint,snapshot:string,db:string,sequence:string,schema:string,table:string,txid:bigint,lsn:bigint>',
  },
  { name: 'op', type: 'string' },
  { name: 'ts_ms', type: 'bigint' },
];

/** What a flattened change has besides the row. */
export const FLAT_COLUMNS: readonly CatalogColumn[] = [
  { name: '__op', type: 'string' },
  { name: '__db', type: 'string' },
  { name: '__schema', type: 'string' },
  { name: '__table', type: 'string' },
  { name: '__lsn', type: 'bigint' },
  { name: '__source_ts_ms', type: 'bigint' },
  { name: '__source_sequence', type: 'string' },
  { name: '__source_txid', type: 'bigint' },
  { name: '__source_snapshot', type: 'string' },
  { name: '__deleted', type: 'string' },
];

/** Column by which objects are in folders. */
export const PARTITION_COLUMN = 'partition';
const ROWS = ['before', 'after'];

/** The declared columns of a table, in the order of their declaration. */
export function rawColumns({ columns }: Dataset, types: RawTypes = {}): RawColumn[] {
  return Object.entries(columns).map(([name, column]) => ({
    name: name.toLowerCase(),
    recordNames: sourceNames(name, column).map((each) => each.toLowerCase()),
    type: types[name] ?? catalogType(columnType(column) as ColumnType),
  }));
}

/** All columns of a raw table but the partition's: those of flattened changes, then those of the envelope. */
export function rawTableColumns(dataset: Dataset, types: RawTypes = {}): CatalogColumn[] {
  const row = rawColumns(dataset, types).flatMap(({ recordNames, type }) =>
    recordNames.map((name) => ({ name, type })),
  );
  const struct = `struct<${row.map(({ name, type }) => `${name}:${type}`).join(',')}>`;
  return [...row, ...FLAT_COLUMNS, ...ROWS.map((name) => ({ name, type: struct })), ...ENVELOPE_COLUMNS];
}

/** Every rule that a table breaks whose records lie in Parquet, as `property rule, got: value` sentences. */
export function rawTableProblems(dataset: Dataset, types: RawTypes = {}): string[] {
  const names = rawColumns(dataset, types).flatMap(({ recordNames }) => recordNames);
  const taken = [...ROWS, ...[...ENVELOPE_COLUMNS, ...FLAT_COLUMNS].map(({ name }) => name), PARTITION_COLUMN];
  return [
    ...names
      .filter((name) => !COLUMN_NAME.test(name))
      .map((name) => `\`columns\` must have names that a column of Parquet has in the catalog, got: ${name}`),
    ...names
      .filter((name) => taken.includes(name))
      .map(
        (name) =>
          `\`columns\` must not be called as what a raw table has besides them (${taken.join(', ')}), got: ${name}`,
      ),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `\`columns\` must differ in more than case, got twice: ${name}`),
    ...Object.keys(types)
      .filter((name) => !Object.hasOwn(dataset.columns, name))
      .map((name) => `\`types\` must be of declared columns, got: ${name}`),
    ...(dataset.epochs === undefined
      ? []
      : ['`epochs` must not be declared of a table in Parquet, whose rows do not tell their offsets, got some']),
  ];
}
