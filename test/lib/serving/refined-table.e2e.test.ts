import { latestStatement } from '../../../lib/serving/latest-statement';
import type { RefinedDefinition } from '../../../lib/serving/refined-table-definition';
import { AthenaBench, DATABASE, REFRESH_WORKGROUP, TABLES, WORKGROUP } from '../../support/athena-bench';
import { envelope, FILM, FILM_TYPES, filmEntry, filmKey } from '../../support/film-changes';

const SOURCE = 'pagila_public_film_latest';
const VIEW = 'pagila_public_film_refined';
const PREFIX = `refined/${VIEW}`;
const definition: RefinedDefinition = {
  workgroupName: REFRESH_WORKGROUP,
  database: DATABASE,
  source: SOURCE,
  view: VIEW,
  columns: ['film_id', 'title', 'special_features', 'last_update', 'rating'],
  partitionedBy: 'rating',
  bucket: TABLES,
  prefix: PREFIX,
};

let bench: AthenaBench;

beforeAll(async () => {
  bench = await AthenaBench.open();
  await bench.createTable(filmEntry());
  const sql = latestStatement({ view: SOURCE, table: 'pagila_public_film', dataset: FILM, types: FILM_TYPES });
  expect(await bench.statement(sql)).toBe('SUCCEEDED');
  await write(0, [film(1, 'first', 'PG'), film(2, 'second', 'NC-17'), film(3, 'third', null)]);
}, 300_000);

afterAll(() => bench.close());

const film = (film_id: number, title: string, rating: string | null): object => ({
  film_id,
  title,
  rating,
  special_features: ['a', null],
  Last_Update: '2026-01-02T03:04:05+00:00',
});

const write = (place: number, rows: object[]): Promise<void> =>
  bench.writeChanges([
    { key: filmKey(place), rows: rows.map((row) => envelope('u', [`${place}`, `${place + 1}`], row)) },
  ]);

const refresh = (due: string): Promise<unknown> => bench.call('refresh', { refresh: definition, due });
const titles = (): Promise<unknown> => bench.rows(`SELECT film_id, title, rating FROM ${VIEW} ORDER BY film_id`);

async function tables(): Promise<string[]> {
  const rows = await bench.rows(`SHOW TABLES LIKE '${VIEW}%'`);
  return rows.map(({ Table }) => String(Table)).sort();
}

const FIRST = [
  { film_id: '1', title: 'first', rating: 'PG' },
  { film_id: '2', title: 'second', rating: 'NC-17' },
  { film_id: '3', title: 'third', rating: null },
];
const RECENT = new Date(Date.now() - 60_000).toISOString();
const NAMES = ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z', '2026-01-01T02:00:00Z'] as const;
const tableOf = (hour: number): string => `${VIEW}_20260101t0${hour}0000z`;

test('a refresh is a table by partitions, in Parquet with Snappy, that a view shows', async () => {
  expect(await refresh(NAMES[0])).toEqual({ table: tableOf(0), written: true, dropped: [] });
  expect(await titles()).toEqual(FIRST);
  const keys = await bench.keys(TABLES, PREFIX);
  expect(keys.map((key) => key.split('/')[4]).sort()).toEqual([
    'rating=NC-17',
    'rating=PG',
    'rating=__HIVE_DEFAULT_PARTITION__',
  ]);
  expect(await bench.codecs(TABLES, PREFIX)).toEqual(['SNAPPY']);
}, 120_000);

test('the same one again changes nothing', async () => {
  const before = await bench.keys(TABLES, PREFIX);
  await write(100, [film(1, 'later', 'PG')]);
  expect(await refresh(NAMES[0])).toEqual({ table: tableOf(0), written: false, dropped: [] });
  expect(await titles()).toEqual(FIRST);
  expect(await bench.keys(TABLES, PREFIX)).toEqual(before);
}, 120_000);

test('the next one is shown, and what it takes the place of may still be read', async () => {
  expect(await refresh(NAMES[1])).toEqual({ table: tableOf(1), written: true, dropped: [] });
  expect(await titles()).toEqual([{ film_id: '1', title: 'later', rating: 'PG' }, ...FIRST.slice(1)]);
  expect(await bench.rows(`SELECT title FROM ${tableOf(0)} WHERE film_id = 1`)).toEqual([{ title: 'first' }]);
}, 120_000);

test('older ones go with their objects, and what a refresh left that failed', async () => {
  await bench.putObject(TABLES, `${PREFIX}/20251231t000000z/attempt/rating=PG/part`);
  const dropped = [`${VIEW}_20251231t000000z`, tableOf(0)];
  expect(await refresh(NAMES[2])).toEqual({ table: tableOf(2), written: true, dropped });
  expect(await tables()).toEqual([VIEW, tableOf(1), tableOf(2)]);
  const tokens = (await bench.keys(TABLES, PREFIX)).map((key) => key.split('/')[2]);
  expect([...new Set(tokens)]).toEqual(['20260101t010000z', '20260101t020000z']);
}, 120_000);

test('two at once do no harm: the newer one is shown, whichever ends first', async () => {
  await write(200, [film(2, 'newest', 'G')]);
  const earlier = new Date(Date.parse(RECENT) - 1000).toISOString();
  await Promise.all([refresh(RECENT), refresh(earlier), refresh(earlier)]);
  await refresh(RECENT);
  expect(await titles()).toEqual([
    { film_id: '1', title: 'later', rating: 'PG' },
    { film_id: '2', title: 'newest', rating: 'G' },
    { film_id: '3', title: 'third', rating: null },
  ]);
  const token = `${RECENT.slice(0, 19).replaceAll(/[-:]/g, '').toLowerCase()}z`;
  expect(await tables()).toEqual(expect.arrayContaining([VIEW, `${VIEW}_${token}`]));
}, 180_000);

test('one that comes late leaves a newer one alone', async () => {
  expect(await refresh('2026-01-01T03:00:00Z')).toMatchObject({ written: false, dropped: [] });
  expect(await tables()).not.toContain(tableOf(3));
}, 120_000);

test('an empty text, which names no folder, fails it and does not become NULL', async () => {
  await write(250, [film(3, 'third', '')]);
  const before = await titles();
  await expect(refresh(new Date().toISOString())).rejects.toThrow(
    /FAILED: INVALID_CAST_ARGUMENT: .*`partitionedBy` must be of a column without empty texts, .* got of rating: /,
  );
  expect(await titles()).toEqual(before);
  await write(260, [film(3, 'third', null)]);
}, 120_000);

test('more partitions than Athena writes fail it, and all is as before', async () => {
  const rows = Array.from({ length: 101 }, (_, id) => film(1000 + id, 'many', `rating ${id}`));
  await write(300, rows);
  const before = await titles();
  await expect(refresh(new Date().toISOString())).rejects.toThrow(
    /must end SUCCEEDED, got: FAILED: HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of 100/,
  );
  expect(await titles()).toEqual(before);
}, 120_000);

test('where the workgroup enforces a place, Athena writes no table to another', async () => {
  const sql = `CREATE TABLE t WITH (external_location = 's3://${TABLES}/t/') AS SELECT 1 AS a`;
  expect(await bench.statement(sql, WORKGROUP)).toMatch(/^FAILED .*'external_location' property/);
  expect(await bench.statement(sql, REFRESH_WORKGROUP)).toBe('SUCCEEDED');
}, 120_000);

test('a statement that reads more than the limit of its workgroup is ended', async () => {
  bench.limitScans('10');
  expect(await bench.statement(`SELECT * FROM ${VIEW}`)).toBe('CANCELLED Bytes scanned limit was exceeded');
  bench.limitScans(undefined);
}, 120_000);
