import type { Client } from 'pg';
import type { Dataset } from '../../../connectors/dataset';
import type { AvroEvents } from '../../../connectors/sources/avro-events';
import { rawColumns } from '../../../lib/lake/raw-columns';
import { readsParquet } from '../../../lib/source/bootstrap/postgres-columns';
import type { SourceColumn } from '../../../lib/source/bootstrap/type-holds';
import { bestType } from '../../../lib/source/declare/best-type';
import { POSTGRES_TYPES as DECLARED } from '../../../lib/source/declare/postgres-types';
import { describeSource, readSource } from '../../../local/databases/postgres/read-source';
import { canonicalValue, eventText } from '../../../local/proofs/canonical-value';
import { START_MILLISECONDS } from '../../support/capture';
import { CapturedPostgres } from '../../support/captured-postgres';
import { type ParquetColumn, ParquetSink } from '../../support/parquet-sink';
import { avroTypes, postgresAvroPage, type ToldAvroType, type ToldStop } from '../../support/postgres-avro-page';
import {
  AVRO_COLUMNS,
  AVRO_ROWS,
  AVRO_TYPES,
  avroInserts,
  DEFAULTED_COLUMNS,
  OWN_AVRO_TYPES,
  STOPPING,
  STOPPING_COLUMNS,
  STRICT_AVRO_COLUMNS,
  stoppingInsert,
} from '../../support/postgres-avro-types';
import { DESCRIBED, withoutId } from '../../support/postgres-columns';
import { keepTypesPart } from '../../support/types-page';

jest.setTimeout(START_MILLISECONDS);

/** What is added to the keys of rows that the log tells. */
const BY_LOG = 100;
const NULLS = ', NULL'.repeat(AVRO_TYPES.length);
const TABLES = ['everything', 'defaults', 'strict'];
const captured = new CapturedPostgres('postgres-avro-values');
let client: Client;
let sink: ParquetSink;

beforeAll(async () => {
  [sink] = await Promise.all([ParquetSink.start(captured), captured.start()]);
  await captured.source.play([
    ...OWN_AVRO_TYPES,
    `CREATE TABLE everything (id integer PRIMARY KEY, ${AVRO_COLUMNS})`,
    ...avroInserts('everything', 0),
    `CREATE TABLE defaults (id integer PRIMARY KEY, ${DEFAULTED_COLUMNS})`,
    `INSERT INTO defaults VALUES (1${NULLS})`,
    `CREATE TABLE strict (id integer PRIMARY KEY, ${STRICT_AVRO_COLUMNS})`,
    `CREATE TABLE stops (id integer PRIMARY KEY, ${STOPPING_COLUMNS})`,
    ...STOPPING.map((_, at) => stoppingInsert(at)),
  ]);
  client = await captured.source.session();
  const followed = ['envelope', 'flat'].flatMap((source) => TABLES.map((table) => dataset(source, table)));
  await Promise.all([follow('envelope'), sink.follow(followed)]);
}, START_MILLISECONDS);

afterAll(() => captured.end());

test('NULL is NULL where the column has a default', async () => {
  await client.query(`INSERT INTO defaults VALUES (2${NULLS})`);
  await client.query('INSERT INTO defaults (id) VALUES (3)');
  const { told } = await sink.rows(dataset('envelope', 'defaults'), 3);
  const [first = {}, second = {}, third = {}] = told;
  for (const row of [first, second]) expect(new Set(Object.values(withoutId(row)))).toEqual(new Set([null]));
  expect(Object.values(third)).not.toContain(null);
});

test('a row that is deleted is told, also where nothing may be NULL', async () => {
  const [insert = ''] = avroInserts('strict', 1, 1);
  for (const statement of [insert, 'UPDATE strict SET id = 2', 'DELETE FROM strict']) await client.query(statement);
  await sink.rows(dataset('envelope', 'strict'), 4);
});

test('every type at its limits, by the snapshot and by the log, in Avro and in Parquet', async () => {
  const everything = dataset('envelope', 'everything');
  const { columns, shown, told } = await afterInserts(everything);
  const source = await describeSource(client, { schema: 'public', table: 'everything', topic: '', ownTopic: '' });
  const held = [...(await readSource(client, source)).values()];
  const described = (await client.query(DESCRIBED)).rows as SourceColumn[];
  const spelled = (await client.query('SELECT * FROM everything ORDER BY id')).rows as Record<string, string>[];
  const avro = avroTypes(await sink.schema(everything));
  const types = AVRO_TYPES.map(({ type, values }, at): ToldAvroType => {
    const name = `c${at}`;
    const place = source.columns.findIndex((each) => each.name === name);
    const [column, parquet] = [source.columns[place], columns[name]];
    if (column === undefined || parquet === undefined) throw new Error(`${type} must be a column of the table`);
    if (type !== 'hstore') {
      const read = values.map((_, row) => canonicalValue(column, eventText(told[row]?.[name])));
      expect([type, ...read]).toEqual([type, ...values.map((_, row) => held[row]?.[place])]);
    }
    return {
      type,
      avro: avro.get(name) ?? '',
      column: parquet,
      remark: remarkOf(name, parquet, { columnName: name, ...described[at] } as SourceColumn),
      values: values.map((_, row) => ({
        shown: String(spelled[row]?.[name]),
        read: String(shown[row]?.[name]),
      })),
    };
  });

  await followsFlat(shown.slice(0, AVRO_ROWS), columns);
  keepTypesPart('avro', postgresAvroPage(types, await stops()));
});

/** @returns its rows, of which the log has told the same as the snapshot */
async function afterInserts(everything: Dataset): ReturnType<ParquetSink['rows']> {
  for (const statement of avroInserts('everything', BY_LOG)) await client.query(statement);
  const read = await sink.rows(everything, 2 * AVRO_ROWS);
  const rows = read.shown.map(withoutId);
  expect(rows.slice(AVRO_ROWS)).toEqual(rows.slice(0, AVRO_ROWS));
  return read;
}

/** Rows that are flattened have the same columns and values. */
async function followsFlat(
  rows: readonly Readonly<Record<string, string>>[],
  columns: Readonly<Record<string, ParquetColumn>>,
): Promise<void> {
  await follow('flat');
  const flat = await sink.rows(dataset('flat', 'everything'), 2 * AVRO_ROWS);
  expect(flat.columns).toMatchObject(columns);
  expect(flat.shown.slice(0, AVRO_ROWS)).toMatchObject(rows);
  await client.query(`INSERT INTO defaults VALUES (4${NULLS})`);
  const { told } = await sink.rows(dataset('flat', 'defaults'), 4);
  for (const row of [0, 3]) {
    for (const { name } of AVRO_TYPES.map((_, at) => ({ name: `c${at}` }))) expect(told[row]?.[name]).toBeNull();
  }
}

/** What each value that stops a capture stops it with, one after the other. */
async function stops(): Promise<ToldStop[]> {
  const told: ToldStop[] = [];
  for (const [at, { type, value }] of STOPPING.entries()) {
    const excludedColumns = STOPPING.slice(0, at).map((_, before) => `s${before}`);
    const failed = await follow('stops', { ...dataset('stops', 'stops'), excludedColumns }).then(
      () => undefined,
      (error: Error) => error.message,
    );
    told.push({ type, value, sentence: await sentenceOf(`public.stops.s${at}`, failed) });
  }
  return told;
}

/**
 * How the sentence ends that names a column.
 *
 * @param failed what is known already of why the connector failed
 */
async function sentenceOf(column: string, failed: string | undefined): Promise<string> {
  const pattern = new RegExp(`\`${column}\` must hold a value that can be told, (.*?)(?: ← |\n|$)`);
  for (let told = failed; ; told = await captured.capture.failure()) {
    const [, sentence] = pattern.exec(told ?? '') ?? [];
    if (sentence !== undefined) return sentence;
  }
}

/** What the entry that `npm run tables` writes does not say of a column: then the pipeline has to. */
function remarkOf(name: string, { hive }: ParquetColumn, described: SourceColumn): string {
  const best = bestType(described, DECLARED);
  const isRead = readsParquet(best, described);
  const entry = { ...dataset('envelope', 'everything'), columns: { [name]: best } };
  expect(rawColumns(entry, isRead ? {} : { [name]: hive })).toMatchObject([{ type: hive }]);
  expect([name, readsParquet(hive.toUpperCase(), described)]).toEqual([name, true]);
  return isRead ? '' : ', by `types`';
}

async function follow(shape: string, ...tables: readonly Dataset[]): Promise<void> {
  const datasets = tables.length > 0 ? tables : TABLES.map((table) => dataset(shape, table));
  const of = await captured.prepare(shape, datasets, []);
  const avro: AvroEvents = {
    registryUrl: sink.registryUrl,
    group: shape,
    shape: shape === 'flat' ? 'flat' : 'envelope',
  };
  await captured.capture.follow(captured.source.server, { ...of, avro });
}

function dataset(source: string, table: string): Dataset {
  return { source, schema: 'public', table, keyColumns: ['id'], columns: { id: 'INT' } };
}
