import { transformPrefix } from './transform-prefix';

const SINK = 'org.apache.iceberg.connect.IcebergSinkConnector';
const ROWS = 'io.tributary.connect.iceberg.TypedRows';
const FLATTEN = 'org.apache.kafka.connect.transforms.Flatten$Value';

const ENVELOPED = 'debezium';

/** As Connect's transform has it. */
const DEFAULT_DELIMITER = '.';

/** A table that a sink appends the records of a topic to. */
export interface IcebergTableModel {
  /** Of its records, as the transform of the sink knows it. */
  readonly topic: string;
  /** Whether its records are changes in Debezium's envelope, and not the rows themselves. */
  readonly enveloped: boolean;
  readonly database: string;
  readonly name: string;
  readonly columns: readonly IcebergColumnModel[];
}

export interface IcebergColumnModel {
  readonly name: string;
  /** As it is declared: a Spark SQL type. */
  readonly type: string;
  /** Every name that the source has for it, its own among them. */
  readonly sources: readonly string[];
}

/** What a sink makes of its records, by its configuration. */
export interface IcebergSinkModel {
  /** Whether records of a topic that is no table's own are changes in Debezium's envelope. */
  readonly enveloped: boolean;
  /** What stands between the names of members that were made flat; undefined where none were. */
  readonly delimiter: string | undefined;
  readonly tables: readonly IcebergTableModel[];
  /** What becomes of changes of other tables: of a format they make their tables, with columns that are texts. */
  readonly undeclared: 'refuse' | 'leave' | { readonly format: string };
}

/** Whether a connector with that configuration appends to Iceberg tables. */
export function isIcebergSink(config: Readonly<Record<string, unknown>>): boolean {
  return config['connector.class'] === SINK;
}

export function icebergSink(config: Readonly<Record<string, unknown>>): IcebergSinkModel {
  const rows = transformPrefix(config, ROWS) ?? '';
  const flatten = transformPrefix(config, FLATTEN);
  return {
    enveloped: config[`${rows}envelope`] === ENVELOPED,
    delimiter: flatten && String(config[`${flatten}delimiter`] ?? DEFAULT_DELIMITER),
    undeclared: undeclared(config[`${rows}undeclared.tables`], config[`${rows}undeclared.records`]),
    tables: Object.keys(config).flatMap((key) => {
      const topic = key.startsWith(`${rows}topic.`) && /^topic\.(.+)\.table$/.exec(key.slice(rows.length))?.[1];
      if (!topic) return [];
      const [database = '', name = ''] = String(config[key]).split('.');
      const declared = JSON.parse(String(config[`${rows}topic.${topic}.columns`] ?? '[]')) as [
        string,
        string,
        ...string[],
      ][];
      const columns = declared.map(([own, type, ...others]) => ({ name: own, type, sources: [own, ...others] }));
      const envelope = config[`${rows}topic.${topic}.envelope`] ?? config[`${rows}envelope`];
      return [{ topic, enveloped: envelope === ENVELOPED, database, name, columns }];
    }),
  };
}

/** The table of a name of the source, such as that of `<database>.${schema}_${table}`. */
export function undeclaredTable(
  format: string,
  topic: string,
  { schema, table }: { readonly schema: string; readonly table: string },
): IcebergTableModel {
  const parts = Object.entries({ topic, schema, table });
  const named = parts.reduce((text, [place, name]) => text.replaceAll(`\${${place}}`, () => lakePart(name)), format);
  const [database = '', name = ''] = named.split('.');
  return { topic, enveloped: true, database, name, columns: [] };
}

function undeclared(format: unknown, records: unknown): IcebergSinkModel['undeclared'] {
  if (typeof format === 'string' && format !== '') return { format };
  return records === 'leave' ? 'leave' : 'refuse';
}

/** A name of the source as a part of names in the lake. */
function lakePart(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_');
}
