import { join } from 'node:path';
import { type Dataset, notificationsTopic, tableName, topicName } from '../../../connectors/dataset';
import type { Cells } from '../../../local/databases/postgres/connect-postgres';
import type { TopicRecord } from '../../../local/proofs/topic-reader';
import { CapturedPostgres, type CaptureOf, START_MILLISECONDS } from '../../support/captured-postgres';
import { beginWhileSlotIsMade } from '../../support/held-slot';
import { UpsertProcess } from '../../support/upsert-process';
import { UpsertedTables } from '../../support/upserted-tables';

/** What a capture told of a table, and what the table has. */
interface Told {
  readonly dataset: Dataset;
  readonly records: readonly TopicRecord[];
  readonly notifications: readonly TopicRecord[];
  readonly rows: readonly Cells[];
}

interface Event {
  readonly op: string;
  readonly before: { readonly id: number } | null;
  readonly after: { readonly id: number } | null;
  readonly source: { readonly lsn: number; readonly sequence: string };
}

const LAST = 999_999;
const MANY = 20_000;
jest.setTimeout(120_000);

const captured = new CapturedPostgres('positions');
const told: Told[] = [];
let upsert: UpsertProcess;

beforeAll(async () => {
  // Small batches, so that a kill falls within a transaction.
  await captured.start({}, { maxBatchSize: 256 });
  upsert = new UpsertProcess(captured.runtime, captured.directory);
}, START_MILLISECONDS);

afterAll(async () => {
  upsert?.end();
  await captured.end();
});

test('a transaction that is open over the snapshot is newer than it, and so is one that came and went meanwhile', async () => {
  const { source, capture } = captured;
  const [dataset, other] = [datasetOf('over'), { ...datasetOf('over'), table: 'over_other' }];
  const of = await captured.prepare('over', [dataset, other], [...table('over'), ...table('over_other')]);
  // The snapshot waits at this table.
  const holder = await beginWhileSlotIsMade(source, () => capture.follow(source.server, of), [
    'LOCK TABLE over_other IN ACCESS EXCLUSIVE MODE',
  ]);
  await source.row("SELECT pid FROM pg_locks WHERE relation = 'over_other'::regclass AND NOT granted");
  const open = await source.session();
  await open.query('BEGIN');
  await open.query("UPDATE over SET note = 'open' WHERE id = 1");
  await source.play(["UPDATE over SET note = 'meanwhile' WHERE id = 2", 'DELETE FROM over WHERE id = 3']);
  await holder.query('COMMIT');
  await capture.records(topicName(dataset), 3);
  await open.query("INSERT INTO over VALUES (4, 'open')");
  await open.query('COMMIT');
  const events = await tellsAll(dataset);
  expect(opsOf(events).slice(0, 3)).toEqual(['r 1', 'r 2', 'r 3']);
  expect(opsOf(events)).toEqual(expect.arrayContaining(['u 1', 'u 2', 'd 3', 'c 4']));
});

test('a transaction that begins while the slot is made and commits first is newer, at a lower place in the log', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('making');
  const of = await captured.prepare('making', [dataset], table('making'));
  const open = await beginWhileSlotIsMade(source, () => capture.follow(source.server, of), [
    "UPDATE making SET note = 'open' WHERE id = 1",
    'DELETE FROM making WHERE id = 2',
    "INSERT INTO making VALUES (4, 'open')",
  ]);
  await capture.records(topicName(dataset), 3);
  await open.query('COMMIT');
  const events = await tellsAll(dataset);
  expect(opsOf(events).slice(0, 6)).toEqual(['r 1', 'r 2', 'r 3', 'u 1', 'd 2', 'c 4']);
  expect(Number(events[3]?.source.lsn)).toBeLessThan(Number(events[0]?.source.lsn));
  expect(JSON.parse(events[3]?.source.sequence ?? '[]')[0]).toBeNull();
});

test('what was open or was committed since a slot was made is newer than the snapshot that came later', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('beforehand');
  const of = await captured.prepare('beforehand', [dataset], table('beforehand'));
  await source.rows(`SELECT pg_create_logical_replication_slot('${of.slot}', 'pgoutput')`);
  const open = await source.session();
  await open.query('BEGIN');
  await open.query("UPDATE beforehand SET note = 'open' WHERE id = 1");
  await source.play(["UPDATE beforehand SET note = 'meanwhile' WHERE id = 2", 'DELETE FROM beforehand WHERE id = 3']);
  await capture.follow(source.server, of);
  await capture.records(topicName(dataset), 2);
  await open.query('COMMIT');
  const events = await tellsAll(dataset);
  expect(opsOf(events)).toEqual(expect.arrayContaining(['r 1', 'r 2', 'u 1']));
  expect(events.find(({ op }) => op === 'u')?.source.lsn).toBeLessThan(Number(events[0]?.source.lsn));
});

test('a row that one transaction deletes and another one inserts is there, though the deletion has the higher place', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('race');
  await capture.follow(source.server, await captured.prepare('race', [dataset], table('race')));
  await capture.records(topicName(dataset), 3);
  const [deletes, inserts] = [await source.session(), await source.session()];
  await deletes.query('BEGIN');
  await deletes.query("INSERT INTO race VALUES (4, 'first')");
  await inserts.query('BEGIN');
  const inserted = inserts.query("INSERT INTO race VALUES (4, 'second')");
  await source.row("SELECT pid FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted");
  await deletes.query('DELETE FROM race WHERE id = 4');
  await deletes.query('COMMIT');
  await inserted;
  await inserts.query('COMMIT');
  const events = await tellsAll(dataset);
  expect(opsOf(events).slice(3, 6)).toEqual(['c 4', 'd 4', 'c 4']);
  expect(Number(events[4]?.source.lsn)).toBeGreaterThan(Number(events[5]?.source.lsn));
});

test('a worker that is killed within the first transaction, with another one open, loses no row of either', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('killed');
  await capture.follow(source.server, await captured.prepare('killed', [dataset], table('killed')));
  await capture.records(topicName(dataset), 3);
  const open = await source.session();
  await open.query('BEGIN');
  await open.query("UPDATE killed SET note = 'open' WHERE id = 1");
  await source.copy('killed', many(10));
  await capture.records(topicName(dataset), 500);
  await capture.kill();
  expect((await capture.recordsNow(topicName(dataset))).length).toBeLessThan(MANY);
  await open.query("UPDATE killed SET note = 'open' WHERE id = 20");
  await open.query('COMMIT');
  await capture.revive();
  const events = await tellsAll(dataset);
  expect(new Set(opsOf(events)).size).toBe(3 + MANY + 3);
});

test('a worker that is killed within the first snapshot reads all again', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('cut');
  const of = await captured.prepare('cut', [dataset], table('cut'));
  await source.copy('cut', many(10));
  await capture.follow(source.server, of);
  await capture.records(topicName(dataset), 500);
  await capture.kill();
  expect((await capture.recordsNow(topicName(dataset))).length).toBeLessThan(MANY);
  await source.play(["UPDATE cut SET note = 'meanwhile' WHERE id = 1", 'DELETE FROM cut WHERE id = 2']);
  await capture.revive();
  await tellsAll(dataset);
});

describe('where offsets and slot are new', () => {
  const dataset = datasetOf('anew');
  let of: CaptureOf;

  test('all is read again', async () => {
    const { source, capture } = captured;
    of = await captured.prepare('anew', [dataset], table('anew'));
    await capture.follow(source.server, of);
    await capture.records(topicName(dataset), 3);
    await source.play(["UPDATE anew SET note = 'first log' WHERE id <= 2", "INSERT INTO anew VALUES (4, 'first log')"]);
    const before = await capture.records(topicName(dataset), 6);
    await capture.stop();
    await source.rows(`SELECT pg_drop_replication_slot('${of.slot}')`);
    await capture.forget();
    await source.play(["UPDATE anew SET note = 'gap' WHERE id = 1", 'DELETE FROM anew WHERE id = 2']);
    await capture.follow(source.server, of);
    await source.play(["UPDATE anew SET note = 'second log' WHERE id = 3"]);
    const events = await tellsAll(dataset, { epochs: [{ 0: before.length }] });
    expect(opsOf(events).slice(before.length, before.length + 3)).toEqual(['r 1', 'r 3', 'r 4']);
  });
});

describe('the upsert job', () => {
  let tables: UpsertedTables;

  test('stops where a log began anew that nobody declared', async () => {
    tables = new UpsertedTables(upsert, join(captured.folder, 'undeclared'), 'postgres-lsn');
    const { dataset, records, notifications } = told.at(-1) as Told;
    tables.archiveCapture(dataset, records, notifications);
    const { epochs, ...undeclared } = dataset;
    const errors = await tables.run([undeclared]);
    expect([...errors.values()]).toEqual([expect.stringContaining(`declare \`epochs: ${JSON.stringify(epochs)}\``)]);
  });

  test.each([
    ['in their order', (records: readonly TopicRecord[]) => [records]],
    ['the later half of them first', halves],
  ])('makes every table equal to its source, of changes that come %s', async (name, parts) => {
    tables = new UpsertedTables(upsert, join(captured.folder, name.replaceAll(' ', '-')), 'postgres-lsn');
    const datasets = told.map(({ dataset }) => dataset);
    for (let part = 0; part < parts([]).length; part++) {
      for (const { dataset, records, notifications } of told)
        tables.archiveCapture(dataset, parts(records)[part] ?? [], notifications);
      expect(await tables.run(datasets)).toEqual(new Map());
    }
    for (const { dataset, rows } of told) {
      const found = (await tables.rows(dataset)).map(({ id, note }) => [id, note]);
      expect([tableName(dataset), found]).toEqual([tableName(dataset), rows]);
    }
  });
});

function datasetOf(name: string): Dataset {
  const columns = { id: 'BIGINT', note: 'STRING' } as const;
  return { source: name, schema: 'public', table: name, keyColumns: ['id'], columns };
}

function table(name: string): string[] {
  return [
    `CREATE TABLE ${name} (id BIGINT PRIMARY KEY, note TEXT)`,
    `INSERT INTO ${name} VALUES (1, 'read'), (2, 'read'), (3, 'read')`,
  ];
}

function many(first: number): string[] {
  return [...Array(MANY).keys()].map((index) => `${first + index}\tmany`);
}

function halves(records: readonly TopicRecord[]): TopicRecord[][] {
  const middle = Math.floor(records.length / 2);
  return [records.slice(middle), records.slice(0, middle)];
}

/** All that was told of a table once a last row has come, after which nobody writes; stops the capture. */
async function tellsAll(dataset: Dataset, declared: Partial<Dataset> = {}): Promise<Event[]> {
  const { source, capture } = captured;
  await source.play([`INSERT INTO ${dataset.table} VALUES (${LAST}, 'last')`]);
  const isLast = ({ value }: TopicRecord): boolean => value?.includes(`"after":{"id":${LAST},`) === true;
  const records = await capture.recordsOnce(topicName(dataset), (all) => all.some(isLast));
  await capture.stop();
  const notifications = await capture.recordsNow(notificationsTopic(dataset.source));
  const rows = await source.rows(`SELECT id, note FROM ${dataset.table} ORDER BY id`);
  told.push({ dataset: { ...dataset, ...declared }, records, notifications, rows });
  return records.flatMap(({ value }) => (value === null ? [] : (JSON.parse(value) as Event)));
}

function opsOf(events: readonly Event[]): string[] {
  return events.map(({ op, before, after }) => `${op} ${(after ?? before)?.id}`);
}
