import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { type Dataset, topicName } from '../../connectors/dataset';
import { privilegedClient } from '../../local/servers/kafka-client';
import { CapturedPostgres } from '../support/captured-postgres';

const COLUMNS = {
  id: 'BIGINT',
  name: 'STRING',
  amount: 'DECIMAL(12,2)',
  at: 'TIMESTAMP',
  note: 'STRING',
} as const;
const DATASET: Dataset = { source: 'bench', schema: 'public', table: 'payment', keyColumns: ['id'], columns: COLUMNS };
const TOPIC = topicName(DATASET);
const POLL_MILLISECONDS = 50;

const options = new Command('npx ts-node -T test/benchmarks/postgres-capture.ts')
  .description('Times the PostgreSQL connector of the platform on this computer: snapshot, log and single commits.')
  .option('--rows <count>', 'of the snapshot, and as many changes', '500000')
  .option('--transaction <rows>', 'of the log', '100')
  .option('--commits <count>', 'of one row each, one after the other', '2000')
  .option('--pause <milliseconds>', 'between them', '10')
  .parse()
  .opts<{ rows: string; transaction: string; commits: string; pause: string }>();
const [rows, perTransaction] = [Number(options.rows), Number(options.transaction)];

const values = (from: number, to: number): string =>
  `SELECT g, 'customer ' || g % 1000, (g::bigint * 7919 % 1000000) / 100.0, now(), md5(g::text) || md5((g + 1)::text)
   FROM generate_series(${from}, ${to}) AS g`;

const captured = new CapturedPostgres('benchmark');

async function main(): Promise<void> {
  await captured.start();
  const { source, capture } = captured;
  const columns = 'id BIGINT PRIMARY KEY, name TEXT, amount NUMERIC(12,2), at TIMESTAMPTZ, note TEXT';
  const of = await captured.prepare(
    DATASET.source,
    [DATASET],
    [`CREATE TABLE payment (${columns})`, `INSERT INTO payment ${values(1, rows)}`],
  );

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

  await tellLatencies();
}

/** From the first record that is new to the last, by what the broker says. */
async function timeUntil(count: number): Promise<{ readonly records: number; readonly seconds: number }> {
  const admin = privilegedClient(captured.capture.kafka).admin();
  await admin.connect();
  const end = async (): Promise<number> => {
    const offsets = await admin.fetchTopicOffsets(TOPIC).catch(() => []);
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

/** Milliseconds from the answer to a commit until a consumer has its record. */
async function tellLatencies(): Promise<void> {
  const [commits, pause] = [Number(options.commits), Number(options.pause)];
  const consumer = privilegedClient(captured.capture.kafka).consumer({ groupId: 'benchmark', maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics: [TOPIC], fromBeginning: false });
  const arrived = new Map<number, number>();
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({
    eachMessage: async ({ message }) => {
      arrived.set(JSON.parse(message.key?.toString() ?? '{}').id, performance.now());
    },
  });
  await joined;
  const client = await captured.source.session();
  const [first, committed] = [2 * rows + 1, new Map<number, number>()];
  // Until the consumer is seen to read, what is written may be before its beginning.
  for (let id = -1; arrived.size === 0; id--) {
    await client.query(`INSERT INTO payment ${values(id, id)}`);
    await sleep(1000);
  }
  for (let id = first; id < first + commits; id++) {
    await client.query(`INSERT INTO payment ${values(id, id)}`);
    committed.set(id, performance.now());
    await sleep(pause);
  }
  while (!arrived.has(first + commits - 1)) await sleep(POLL_MILLISECONDS);
  await consumer.disconnect();
  const took = [...committed].map(([id, at]) => (arrived.get(id) ?? Number.NaN) - at).sort((a, b) => a - b);
  const at = (share: number): string => (took[Math.ceil(share * took.length) - 1] ?? Number.NaN).toFixed(1);
  console.log(`commit to consumer, ${commits} commits: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`);
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
