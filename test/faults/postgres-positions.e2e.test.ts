import { join } from 'node:path';
import { type Dataset, tableName, topicName } from '../../connectors/dataset';
import type { TopicRecord } from '../../local/proofs/topic-reader';
import { START_MILLISECONDS } from '../support/capture';
import { CapturedPostgres, type CaptureOf } from '../support/captured-postgres';
import { beginWhileSlotIsMade } from '../support/held-slot';
import {
  type ChangeEvent,
  commitBefore,
  datasetOf,
  eventsOf,
  halves,
  LAST,
  opsOf,
  type ToldTable,
  table,
  tableTold,
} from '../support/told-table';
import { UpsertProcess } from '../support/upsert-process';
import { UpsertedTables } from '../support/upserted-tables';

const MANY = 20_000;
jest.setTimeout(300_000);

const captured = new CapturedPostgres('positions');
const told: ToldTable[] = [];
let upsert: UpsertProcess;
/** First offset since slot and offsets of a capture are new. */
let begunAnew: number;

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
  const of = await prepare('over', [dataset, other], [...table('over'), ...table('over_other')]);
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
  const of = await prepare('making', [dataset], table('making'));
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
  expect(commitBefore(events[3])).toBe(events[0]?.source.lsn);
});

test('a slot that is there before anything was read is made anew, and waits for who is at work', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('beforehand');
  const of = await prepare('beforehand', [dataset], table('beforehand'));
  await source.rows(`SELECT pg_create_logical_replication_slot('${of.slot}', 'pgoutput')`);
  const open = await source.session();
  await open.query('BEGIN');
  await open.query("UPDATE beforehand SET note = 'open' WHERE id = 1");
  await source.play(["UPDATE beforehand SET note = 'meanwhile' WHERE id = 2", 'DELETE FROM beforehand WHERE id = 3']);
  const followed = capture.follow(source.server, of);
  await source.row("SELECT pid FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted");
  await open.query('COMMIT');
  await followed;
  expect(
    opsOf(await tellsAll(dataset))
      .slice(0, 2)
      .sort(),
  ).toEqual(['r 1', 'r 2']);
});

test('a row that one transaction deletes and another one inserts is there, though the deletion has the higher place', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('race');
  await capture.follow(source.server, await prepare('race', [dataset], table('race')));
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

test('a worker that is killed within the first transaction, before the snapshot is stored, reads all again, as newer', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('killed');
  await capture.follow(source.server, await prepare('killed', [dataset], table('killed')));
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
  expect(opsOf(events).filter((op) => op === 'r 1')).toHaveLength(2);
});

test('a worker that is killed within the first snapshot reads all again', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('cut');
  const of = await prepare('cut', [dataset], table('cut'));
  await source.copy('cut', many(10));
  await capture.follow(source.server, of);
  await capture.records(topicName(dataset), 500);
  await capture.kill();
  expect((await capture.recordsNow(topicName(dataset))).length).toBeLessThan(MANY);
  await source.play(["UPDATE cut SET note = 'meanwhile' WHERE id = 1", 'DELETE FROM cut WHERE id = 2']);
  await capture.revive();
  const events = await tellsAll(dataset);
  expect(opsOf(events).filter((op) => op === 'r 2')).toHaveLength(1);
  expect(opsOf(events).filter((op) => op === 'r 1')).toHaveLength(2);
});

test('a worker that is killed within the first transaction since the snapshot was stored goes on in it, with another one open', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('stored');
  const of = await prepare('stored', [dataset], table('stored'));
  await capture.follow(source.server, of);
  await capture.records(topicName(dataset), 3);
  await capture.stop();
  await capture.follow(source.server, of);
  const open = await source.session();
  await open.query('BEGIN');
  await open.query("UPDATE stored SET note = 'open' WHERE id = 1");
  await source.copy('stored', many(10));
  await capture.records(topicName(dataset), 500);
  await capture.kill();
  expect((await capture.recordsNow(topicName(dataset))).length).toBeLessThan(MANY);
  await open.query("UPDATE stored SET note = 'open' WHERE id = 20");
  await open.query('COMMIT');
  await capture.revive();
  const events = await tellsAll(dataset);
  expect(new Set(opsOf(events)).size).toBe(3 + MANY + 3);
  const copied = events.filter(({ op, after }) => op === 'c' && after?.id !== LAST);
  expect(new Set(copied.map(commitBefore))).toEqual(new Set([events[0]?.source.lsn]));
});

test('where offsets and slot are new, all is read again, as newer', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('anew');
  const of = await prepare('anew', [dataset], table('anew'));
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
  const events = await tellsAll(dataset);
  expect(
    opsOf(events)
      .slice(before.length)
      .filter((op) => op.startsWith('r')),
  ).toHaveLength(3);
  expect(commitBefore(events[before.length])).toBeGreaterThan(Number(events[before.length - 1]?.source.lsn));
  begunAnew = before.length;
});

describe('the upsert job', () => {
  let tables: UpsertedTables;

  test('has the rows of a log that is declared to have begun anew', async () => {
    tables = new UpsertedTables(upsert, join(captured.folder, 'declared'), 'postgres-lsn');
    const { dataset, records, notifications, rows } = told.at(-1) as ToldTable;
    tables.archiveCapture(dataset, records, notifications);
    expect(await tables.run([{ ...dataset, epochs: [{ 0: begunAnew }] }])).toEqual(new Map());
    expect((await tables.rows(dataset)).map(({ id, note }) => [id, note])).toEqual(rows);
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

/** No heartbeat finds its row, so that the first transaction is the test's own. */
async function prepare(...given: Parameters<CapturedPostgres['prepare']>): Promise<CaptureOf> {
  const of = await captured.prepare(...given);
  await captured.source.play(['DELETE FROM tributary.debezium_heartbeat']);
  return of;
}

function many(first: number): string[] {
  return [...Array(MANY).keys()].map((index) => `${first + index}\tmany`);
}

/** Remembers and gives what was told of a table, and stops the capture. */
async function tellsAll(dataset: Dataset): Promise<ChangeEvent[]> {
  const table = await tableTold(captured, dataset);
  told.push(table);
  return eventsOf(table.records);
}
