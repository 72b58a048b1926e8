import { setTimeout as sleep } from 'node:timers/promises';
import { topicName } from '../../connectors/dataset';
import { START_MILLISECONDS } from '../support/capture';
import { CapturedPostgres, type CaptureOf } from '../support/captured-postgres';
import { type ChangeEvent, datasetOf, eventsOf, table, tableTold } from '../support/told-table';

const MANY = 20_000;
/** More than the server keeps for a slot, in pieces that each are more than a file of its log. */
const LOG_PIECES = 6;
const LOG_PIECE = `INSERT INTO filler SELECT repeat(md5(g::text), 50) FROM generate_series(1, 16000) AS g`;
/** Everything here waits for progress; this is for what makes none, on whatever machine. */
jest.setTimeout(10 * 60_000);

const captured = new CapturedPostgres('faults');

beforeAll(async () => {
  const parameters = { max_slot_wal_keep_size: '32', max_wal_size: '48', checkpoint_timeout: '30' };
  await captured.start(parameters, { heartbeatIntervalMs: 1000, maxBatchSize: 256 });
  await captured.source.play(['CREATE TABLE filler (text TEXT)', 'CREATE DATABASE neighbour']);
  await captured.source.play(['CREATE TABLE filler (text TEXT)'], 'neighbour');
}, START_MILLISECONDS);

afterAll(() => captured.end());

test('a server that is killed within a statement of many rows, and while many are read, loses no row', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('killed');
  await follow('killed');
  const open = await source.session();
  await open.query('BEGIN');
  await open.query("UPDATE killed SET note = 'never was' WHERE id = 1");
  const session = await source.session();
  const cut = session.query("INSERT INTO killed SELECT g, 'never was' FROM generate_series(1000000, 9000000) AS g");
  const ended = expect(cut).rejects.toThrow();
  await sleep(500);
  await source.kill();
  // Who is at work outlives the server until another one comes.
  await source.revive();
  await ended;
  await source.copy('killed', many());
  await capture.records(topicName(dataset), 500);
  await source.kill();
  await source.revive();
  const { records, rows } = await tableTold(captured, dataset);
  expect(rowsOf(eventsOf(records))).toEqual(rows);
});

test('an idle database beside a busy neighbour keeps its slot moving', async () => {
  const { source, capture } = captured;
  const { slot } = await follow('idle');
  await source.play([LOG_PIECE, LOG_PIECE], 'neighbour');
  const [[end]] = (await source.rows('SELECT pg_current_wal_lsn()')) as [[string]];
  await source.row(
    `SELECT FROM pg_replication_slots WHERE slot_name = '${slot}' AND confirmed_flush_lsn > '${end}' AND restart_lsn > '${end}'`,
  );
  await capture.stop();
});

test('a slot that the server gave up stops the connector, with words that say so', async () => {
  const { source, capture } = captured;
  const of = await follow('lost');
  await capture.stop();
  for (let piece = 0; piece < LOG_PIECES; piece++) await source.play([LOG_PIECE]);
  await source.row(`SELECT FROM pg_replication_slots WHERE slot_name = '${of.slot}' AND wal_status = 'lost'`);
  await capture.follow(source.server, of).catch(() => undefined);
  expect(await capture.failure()).toContain(
    `slot ${of.slot} must have its place in the log, got: wal_status lost. What was changed since is in no event: drop`,
  );
});

/** Captures a table of its own, whose first rows have been told. */
async function follow(name: string): Promise<CaptureOf> {
  const { source, capture } = captured;
  const dataset = datasetOf(name);
  const of = await captured.prepare(name, [dataset], table(name));
  await capture.follow(source.server, of);
  await capture.records(topicName(dataset), 3);
  return of;
}

function many(): string[] {
  return [...Array(MANY).keys()].map((index) => `${10 + index}\tmany`);
}

/** The rows that changes leave behind, in the order of the topic, which has one partition. */
function rowsOf(events: readonly ChangeEvent[]): [string, string][] {
  const rows = new Map<number, string>();
  for (const { before, after } of events) {
    if (after === null) rows.delete(before?.id ?? -1);
    else rows.set(after.id, after.note);
  }
  return [...rows].sort(([a], [b]) => a - b).map(([id, note]) => [String(id), note]);
}
