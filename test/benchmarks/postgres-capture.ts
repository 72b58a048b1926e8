import { setTimeout as sleep } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { type Dataset, topicName } from '../../connectors/dataset';
import type { AvroEvents } from '../../connectors/sources/avro-events';
import { avroDecoder } from '../../local/proofs/avro/avro-records';
import type { ReceivedRecord } from '../../local/proofs/topic-reader';
import { privilegedClient } from '../../local/servers/kafka-client';
import { CapturedPostgres } from '../support/captured-postgres';
import { ParquetSink } from '../support/parquet-sink';

const COLUMNS = {
  id: 'BIGINT',
  name: 'STRING',
  amount: 'DECIMAL(12,2)',
  at: 'TIMESTAMP',
  note: 'STRING',
} as const;
const DATASET: Dataset = { source: 'bench', schema: 'public', table: 'payment', keyColumns: ['id'], columns: COLUMNS };
/** The table of the single commits. */
const SINGLE: Dataset = { ...DATASET, table: 'single' };
const POLL_MILLISECONDS = 50;
/** As the environment `dev` has it. */
const ROTATION = { rotateRecords: 300, rotateIntervalMs: 5000 };
/** First offset of an object of the sink. */
const FIRST_OFFSET = /\+(\d{20})\./;

const options = new Command('npx ts-node -T test/benchmarks/postgres-capture.ts')
  .description('Times the PostgreSQL connector of the platform on this computer: snapshot, log and single commits.')
  .option('--rows <count>', 'of the snapshot, and as many changes', '500000')
  .option('--transaction <rows>', 'of the log', '100')
  .option('--commits <count>', 'of one row each, one after the other', '2000')
  .option('--pause <milliseconds>', 'between them', '10')
  .addOption(new Option('--avro <shape>', 'of records, which become objects of Parquet').choices(['envelope', 'flat']))
  .parse()
  .opts<{ rows: string; transaction: string; commits: string; pause: string; avro?: 'envelope' | 'flat' }>();
const [rows, perTransaction] = [Number(options.rows), Number(options.transaction)];

const values = (from: number, to: number): string =>
  `SELECT g, 'customer ' || g % 1000, (g::bigint * 7919 % 1000000) / 100.0, now(), md5(g::text) || md5((g + 1)::text)
   FROM generate_series(${from}, ${to}) AS g`;

const captured = new CapturedPostgres('benchmark');
let sink: ParquetSink | undefined;

async function main(): Promise<void> {
  if (options.avro !== undefined) sink = await ParquetSink.start(captured);
  await captured.start();
  const { source, capture } = captured;
  const columns = 'id BIGINT PRIMARY KEY, name TEXT, amount NUMERIC(12,2), at TIMESTAMPTZ, note TEXT';
  const prepared = await captured.prepare(
    DATASET.source,
    [DATASET, SINGLE],
    [`CREATE TABLE payment (${columns})`, `INSERT INTO payment ${values(1, rows)}`, `CREATE TABLE single (${columns})`],
  );

  const of = { ...prepared, ...avro() };
  const snapshot = timeUntil(rows);
  await capture.follow(source.server, of);
  tell('snapshot', await snapshot);

  await capture.stop();
  const client = await source.session();
  for (let from = rows + 1; from <= 2 * rows; from += perTransaction)
    await client.query(`INSERT INTO payment ${values(from, from + perTransaction - 1)}`);
  const log = timeUntil(2 * rows);
  await capture.follow(source.server, of);
  tell(`log, transactions of ${perTransaction} rows`, await log);

  await sink?.follow([SINGLE], ROTATION);
  await tellLatencies();
}

function avro(): { readonly avro?: AvroEvents } {
  if (sink === undefined || options.avro === undefined) return {};
  return { avro: { registryUrl: sink.registryUrl, group: DATASET.source, shape: options.avro } };
}

/** From the first record that is new to the last, by what the broker says. */
async function timeUntil(count: number): Promise<{ readonly records: number; readonly seconds: number }> {
  const admin = privilegedClient(captured.capture.kafka).admin();
  await admin.connect();
  const end = async (): Promise<number> => {
    const offsets = await admin.fetchTopicOffsets(topicName(DATASET)).catch(() => []);
    return offsets.reduce((sum, { high }) => sum + Number(high), 0);
  };
  try {
    const before = await end();
    let first: { readonly at: number; readonly count: number } | undefined;
    for (;;) {
      const now = await end();
      if (first === undefined && now > before) first = { at: performance.now(), count: now };
      if (first !== undefined && now >= count)
        return { records: now - first.count, seconds: (performance.now() - first.at) / 1000 };
      await sleep(POLL_MILLISECONDS);
    }
  } finally {
    await admin.disconnect();
  }
}

/** A record of the topic, and when a consumer had it. */
interface Arrival {
  readonly offset: number;
  readonly at: number;
  readonly record: ReceivedRecord;
}

/** Milliseconds from the answer to a commit until a consumer has its record, and until an object has its row. */
async function tellLatencies(): Promise<void> {
  const [commits, pause] = [Number(options.commits), Number(options.pause)];
  const consumer = privilegedClient(captured.capture.kafka).consumer({ groupId: 'benchmark', maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topicName(SINGLE)], fromBeginning: false });
  const arrived: Arrival[] = [];
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({
    eachMessage: async ({ message }) => {
      arrived.push({ offset: Number(message.offset), at: performance.now(), record: message });
    },
  });
  await joined;
  const client = await captured.source.session();
  // Until the consumer is seen to read, what is written may be before its beginning.
  for (let id = -1; arrived.length === 0; id--) {
    await client.query(`INSERT INTO single ${values(id, id)}`);
    await sleep(1000);
  }
  const objects = sink === undefined ? undefined : watchObjects(sink);
  const [first, warm, committed] = [2 * rows + 1, arrived.length, new Map<number, number>()];
  for (let id = first; id < first + commits; id++) {
    await client.query(`INSERT INTO single ${values(id, id)}`);
    committed.set(id, performance.now());
    await sleep(pause);
  }
  while (arrived.length < warm + commits) await sleep(POLL_MILLISECONDS);
  await consumer.disconnect();
  const seen = (await objects?.()) ?? [];
  const decode = sink === undefined ? undefined : avroDecoder(sink.registryUrl);
  const [toConsumer, toObject]: [number[], number[]] = [[], []];
  for (const { offset, at, record } of arrived) {
    const key = decode === undefined ? record.key?.toString() : (await decode(record, topicName(SINGLE))).key;
    const begun = committed.get(JSON.parse(key ?? '{}').id);
    if (begun === undefined) continue;
    toConsumer.push(at - begun);
    toObject.push((seen.findLast((object) => object.first <= offset)?.at ?? Number.NaN) - begun);
  }
  tellTimes('commit to consumer', toConsumer);
  if (sink !== undefined) tellTimes('commit to object', toObject);
}

/** An object that was seen, by the offset of its first row. */
interface SeenObject {
  readonly first: number;
  readonly at: number;
}

/**
 * Notes when each object of the sink is seen.
 *
 * @returns waits until nothing is left to write, and gives them in the order of their offsets
 */
function watchObjects(sink: ParquetSink): () => Promise<readonly SeenObject[]> {
  const seen = new Map<string, SeenObject>();
  let isWatched = true;
  const watching = (async (): Promise<void> => {
    while (isWatched) {
      const keys = await sink.keys(SINGLE);
      for (const key of keys.filter((each) => !seen.has(each)))
        seen.set(key, { first: Number(FIRST_OFFSET.exec(key)?.[1]), at: performance.now() });
      await sleep(POLL_MILLISECONDS);
    }
  })();
  return async () => {
    await sleep(2 * ROTATION.rotateIntervalMs);
    isWatched = false;
    await watching;
    return [...seen.values()].toSorted((one, other) => one.first - other.first);
  };
}

function tellTimes(what: string, milliseconds: readonly number[]): void {
  const took = milliseconds.toSorted((one, other) => one - other);
  const at = (share: number): string => (took[Math.ceil(share * took.length) - 1] ?? Number.NaN).toFixed(1);
  console.log(`${what}, ${took.length} commits: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`);
}

function tell(what: string, { records, seconds }: { readonly records: number; readonly seconds: number }): void {
  console.log(`${what}: ${records} rows in ${seconds.toFixed(1)} s, ${Math.round(records / seconds)} rows/s`);
}

main()
  .finally(() => captured.end())
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
