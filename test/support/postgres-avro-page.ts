import type { ParquetColumn } from './parquet-sink';
import { code, row } from './types-page';

/** What became of a type. */
export interface ToldAvroType {
  readonly type: string;
  readonly avro: string;
  readonly column: ParquetColumn;
  /** What its column of the catalog takes, beside an entry. */
  readonly remark: string;
  readonly values: readonly { readonly shown: string; readonly read: string }[];
}

/** A value that no capture in Avro tells. */
export interface ToldStop {
  readonly type: string;
  readonly value: string;
  /** How the connector's own says it ends. */
  readonly sentence: string;
}

/** The part of `docs/types.md` of Avro and Parquet, whole. */
export function postgresAvroPage(types: readonly ToldAvroType[], stops: readonly ToldStop[]): string {
  return `# Types of PostgreSQL in Avro and Parquet

The same of a capture in Avro whose records become rows of Parquet, by \`test/connectors/sources/postgres-avro-values.e2e.test.ts\`: PostgreSQL, the connector, a schema registry, the archive's sink, and pyarrow, which is none of
those that write. \`WRITE_TYPES_PAGE=true npx jest --selectProjects=e2e -- postgres-avro-values\` writes it anew. Both shapes of records have the same, by the snapshot and by the log; in each type NULL is NULL also where its column has
a default, and a row that is deleted is told where nothing may be NULL.

Each is a union with \`null\` in Avro, and optional in Parquet. Behind Avro's type stands its logical one, or the name of what it was in Connect; behind Parquet's physical one the logical. «Catalog» is the type by which Athena
reads it: that of the entry that \`npm run tables\` writes, or what has to stand in \`types\` of the pipeline. A \`real\` is shown with the digits of a \`double\`, a \`timestamp with time zone\` in UTC.

| type | Avro | Parquet | catalog | PostgreSQL shows | pyarrow reads |
|---|---|---|---|---|---|
${types.flatMap(rowsOf).join('\n')}

## What stops a capture in Avro

A capture in JSON tells these as text, but for such arrays. In the log a value stays, whatever becomes of its row: leave the column out by \`excludedColumns\`, or keep such values out of it before the capture begins.

| type | value | «…must hold a value that can be told, …» |
|---|---|---|
${stops.map(({ type, value, sentence }) => row([code(type), code(value), sentence])).join('\n')}
`;
}

function rowsOf({ type, avro, column, remark, values }: ToldAvroType): string[] {
  return values.map(({ shown, read }, index) =>
    row([
      ...(index === 0
        ? [code(type), code(avro), code(column.parquet), `${code(column.hive)}${remark}`]
        : ['', '', '', '']),
      code(shown),
      code(read),
    ]),
  );
}

type AvroSchema = string | AvroType | readonly AvroSchema[];

interface AvroType {
  readonly type: AvroSchema;
  readonly name?: string;
  readonly items?: AvroSchema;
  readonly fields?: readonly { readonly name: string; readonly type: AvroSchema }[];
  readonly logicalType?: string;
  readonly precision?: number;
  readonly scale?: number;
  readonly 'connect.name'?: string;
}

/** Fields of the row in the schema of an event, each as the page has it. */
export function avroTypes(envelope: unknown): ReadonlyMap<string, string> {
  const { fields = [] } = (envelope as AvroType).fields?.map(({ type }) => plain(type)).find(isRow) ?? {};
  return new Map(fields.map(({ name, type }) => [name, spelled(type)]));
}

function isRow(schema: AvroSchema): schema is AvroType {
  return typeof schema === 'object' && 'name' in schema && schema.name === 'Value';
}

/** Without the branch of NULL. */
function plain(schema: AvroSchema): AvroSchema {
  return Array.isArray(schema) ? (schema.find((branch) => branch !== 'null') ?? 'null') : schema;
}

function spelled(schema: AvroSchema): string {
  const type = plain(schema);
  if (typeof type === 'string') return type;
  const { type: of, items, logicalType, precision, scale, 'connect.name': name } = type as AvroType;
  if (items !== undefined) return `array of ${spelled(items)}`;
  const logical = logicalType === 'decimal' ? `decimal(${precision},${scale})` : (logicalType ?? name);
  return logical === undefined ? spelled(of) : `${spelled(of)} (${logical})`;
}
