import type { Connection } from 'mysql2/promise';
import { describeSource, readSource } from '../../local/databases/mysql/read-source';
import type { CapturedTable } from '../../local/proofs/captured/captured-tables';
import type { SourceLog } from '../../local/proofs/source-log';
import type { QueryResult } from '../../local/servers/local-server';
import type { RunnableJob, RunningPlatform } from '../../local/session/running-platform';

/** A value as a server spells it. */
export type Texts = readonly (string | null)[];

const TABLES = ['orders', 'items'] as const;
export type TableName = (typeof TABLES)[number];
export type Stored = Readonly<Record<TableName, readonly Texts[]>>;

/** What both ends hold where nothing is wrong: an id, and a text. */
export const ROWS: Stored = {
  orders: [
    ['1', 'a'],
    ['20', null],
  ],
  items: [['7', 'x']],
};

/** A query engine over tables of two columns, `id` and `name`. */
export function platformOf(rows: () => Stored, columns: readonly string[] = ['id', 'name']): RunningPlatform {
  const query = async (sql: string): Promise<QueryResult> => {
    if (sql.includes('information_schema')) {
      return { columns: [], rows: columns.map((name) => [name, name === 'id' ? 'bigint' : 'varchar']) };
    }
    const table = TABLES.find((name) => sql.includes(`"shop_${name}"`)) ?? 'orders';
    return { columns: [], rows: rows()[table].map((row) => row.slice(0, columns.length)) };
  };
  return {
    queryEngine: { query },
    catalogTables: TABLES.map((name) => ({
      database: 'lake',
      name: `shop_${name}`,
      location: `s3://b/delta/shop_${name}`,
    })),
  } as unknown as RunningPlatform;
}

/** A job that keeps both tables. */
export function jobOf(run: () => Promise<void> = async () => {}, kind: 'batch' | 'streaming' = 'batch'): RunnableJob {
  const tables = TABLES.map((name) => ({ topic: `t.${name}`, name: `shop_${name}`, keys: ['id'], columns: {} }));
  return {
    model: { name: 'job', kind },
    defaultArguments: {
      '--lake': 's3://b/delta',
      '--checkpoints': 's3://b/c',
      '--quarantine': 's3://b/q',
      '--tables': JSON.stringify(tables),
    },
    runs: [],
    run,
  } as unknown as RunnableJob;
}

/** A capture of both tables, whose database answers with these rows. */
export function logOf(rows: Stored = ROWS): SourceLog {
  const query = async (statement: string | { readonly values: readonly string[] }, values?: readonly string[]) => {
    const [, table] = typeof statement === 'string' ? (values ?? []) : statement.values;
    if (typeof statement !== 'string') return [rows[table as TableName]];
    return [
      [
        { name: 'id', type: 'bigint', bits: 0, key_place: 1 },
        { name: 'name', type: 'varchar', bits: 0, key_place: null },
      ],
    ];
  };
  const connection = { query } as unknown as Connection;
  return {
    tables: TABLES.map((table) => ({ schema: 'shop', table, topic: `t.${table}`, ownTopic: `t.${table}` })),
    readTable: async (captured: CapturedTable) => {
      const table = await describeSource(connection, captured);
      return { table, rows: await readSource(connection, table) };
    },
  } as unknown as SourceLog;
}
