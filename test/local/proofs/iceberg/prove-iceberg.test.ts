import { QueryError } from '../../../../local/kinds/athena/run-statement';
import { icebergSink } from '../../../../local/model/iceberg-sink';
import { ProcessHistory } from '../../../../local/processes/process-history';
import { IcebergProver } from '../../../../local/proofs/iceberg/iceberg-prover';
import { ICEBERG_CLAIM, proveIceberg, proveRestart } from '../../../../local/proofs/iceberg/prove-iceberg';
import type { TopicRecord } from '../../../../local/proofs/topic-reader';
import type { RunningConnector } from '../../../../local/session/running-platform';

const SUBJECT = { pipeline: 'orders-iceberg', id: 'iceberg', claim: ICEBERG_CLAIM };
const CONFIG = {
  topics: 'orders',
  transforms: 'rows',
  'transforms.rows.type': 'io.tributary.connect.iceberg.TypedRows',
  'transforms.rows.topic.orders.table': 'lake.orders',
  'transforms.rows.topic.orders.columns': '[["id","INT"],["units","DOUBLE"]]',
};

const record = (offset: number, value = `{"id":${offset},"units":1.50}`): TopicRecord => ({
  partition: 0,
  offset,
  key: String(offset),
  value,
});
/** As the query engine tells the row of a record. */
const row = (offset: number, units: string | null = '1.5E0', id = offset) => [
  '0',
  String(offset),
  String(id),
  units,
  'lake.orders',
];
type Row = ReturnType<typeof row>;

/**
 * A sink that is given up, so that nobody waits for more than what comes at each look.
 *
 * @param looks rows at each of them; undefined where there is no table
 * @param reads records of the topic at each time that it is read
 */
function proverOf(looks: readonly (readonly Row[] | undefined)[], ...reads: (readonly TopicRecord[])[]) {
  const left = [...looks];
  const topics = reads.length === 0 ? [[record(0), record(1)]] : reads;
  const query = async (sql: string) => {
    const rows = left[0];
    if (rows === undefined) throw new QueryError(sql, "Table 'lake.orders' does not exist (TABLE_NOT_FOUND)");
    if (sql.includes('COUNT(*)')) return { columns: ['_col0'], rows: [[String(rows.length)]] };
    if (left.length > 1) left.shift();
    return { columns: [], rows };
  };
  const history = new ProcessHistory();
  history.giveUp('connect', ['the end']);
  const process = { history, endedWith: () => 'SIGKILL', failure: () => new Error('worker ended') };
  const sink = { model: { name: 'sink' }, worker: { process }, config: CONFIG } as unknown as RunningConnector;
  const read = async () => new Map([['orders', (topics.length > 1 ? topics.shift() : topics[0]) ?? []]]);
  return new IcebergProver(sink, { read }, () => ({ query }));
}

test('a table with the row of each record is proven', async () => {
  expect(await proveIceberg(proverOf([[row(1), row(0)]]), SUBJECT)).toMatchObject({
    passed: true,
    actual: '2 rows of 1 tables',
  });
});

test.each<[string, readonly Row[], string]>([
  ['a record that is in no row', [row(0)], '1 rows differ; 0/1: topic has id="1" units="1.5"'],
  ['a record that is there twice', [row(0), row(1), row(1)], '1 rows differ; 0/1, row 2 of this record: table has id'],
  [
    'a row of no record',
    [row(0), row(1), row(7)],
    '0/7: table has id="7" units="1.5" _kafka.target="lake.orders", topic has no such row',
  ],
  ['another value', [row(0), row(1, '1.25E0')], '0/1: topic has units="1.5", table has units="1.25"'],
  ['NULL in the place of a value', [row(0), row(1, null)], '0/1: topic has units="1.5", table has units=NULL'],
  ['the value of another record', [row(0), row(1, '1.5E0', 0)], '0/1: topic has id="1", table has id="0"'],
])('%s is red, by table, partition and offset', async (_, rows, sentence) => {
  const proof = await proveIceberg(proverOf([rows]), SUBJECT);
  expect(proof.passed).toBe(false);
  expect(proof.actual).toContain('lake.orders: ');
  expect(proof.actual).toContain(sentence);
  expect(proof.actual).toMatch(/; worker ended$/);
});

test('at most ten are named, and all are counted', async () => {
  const records = Array.from({ length: 12 }, (_, offset) => record(offset));
  const { actual } = await proveIceberg(proverOf([[]], records), SUBJECT);
  expect(actual).toContain('12 rows differ');
  expect(actual.match(/topic has id/g)).toHaveLength(10);
});

test('no table where there are records is red, and none where there are none proves nothing', async () => {
  expect((await proveIceberg(proverOf([undefined]), SUBJECT)).actual).toContain('2 rows differ');
  expect(await proveIceberg(proverOf([undefined], []), SUBJECT)).toMatchObject({ passed: false });
});

test('a query that fails otherwise is no answer', async () => {
  const prover = proverOf([[]]);
  Object.assign(prover, { engine: () => ({ query: () => Promise.reject(new QueryError('q', 'no catalog')) }) });
  await expect(proveIceberg(prover, SUBJECT)).rejects.toThrow('no catalog');
});

test('what comes is looked at again', async () => {
  const looks = [
    [row(0), row(1, null)],
    [row(0), row(1)],
  ];
  expect(await proveIceberg(proverOf(looks), SUBJECT)).toMatchObject({ passed: true });
});

test('a topic that goes on is compared up to where it was, and newer rows with what they are of', async () => {
  const before = [record(0)];
  const now = [record(0), record(1), record(2)];
  expect(await proveIceberg(proverOf([[row(0), row(1)]], before, now), SUBJECT)).toMatchObject({
    passed: true,
    actual: '2 rows of 1 tables',
  });
  const { actual } = await proveIceberg(proverOf([[row(0), row(1, null)]], before, now), SUBJECT);
  expect(actual).toContain('0/1: topic has units="1.5", table has units=NULL');
});

describe('changes of one topic', () => {
  const change = (offset: number, table: string): TopicRecord =>
    record(offset, `{"op":"c","ts_ms":9,"after":{"n":"x"},"source":{"name":"shop","db":"s","table":"${table}"}}`);
  const proverOfChanges = (undeclared: Readonly<Record<string, string>>, tables: Readonly<Record<string, number>>) => {
    const asked: string[] = [];
    const config = {
      ...CONFIG,
      'transforms.rows.envelope': 'debezium',
      'transforms.rows.topic.shop.s.A.table': 'lake.s_a',
      ...undeclared,
    };
    const prover = proverOf([[]], [change(0, 'A'), change(1, 'B'), change(2, 'B')]);
    const query = async (sql: string) => {
      const [, name = ''] = /FROM "(.*)"$/.exec(sql) ?? [];
      asked.push(name);
      return { columns: [], rows: [[String(tables[name] ?? 0)]] };
    };
    Object.assign(prover, { sinkModel: icebergSink(config), engine: () => ({ query }) });
    return { prover, asked: () => new Set(asked) };
  };

  test('of a table that nobody declared are looked for in the table of its name', async () => {
    const { prover, asked } = proverOfChanges({ 'transforms.rows.undeclared.tables': 'lake.${schema}_${table}' }, {});
    const { actual } = await proveIceberg(prover, SUBJECT);
    expect(asked()).toEqual(new Set(['orders', 's_a', 's_b']));
    expect(actual).toContain('lake.s_b: ');
  });

  test('that are refused are red', async () => {
    const { actual } = await proveIceberg(proverOfChanges({}, {}).prover, SUBJECT);
    expect(actual).toContain('2 records are of tables that nobody declared');
  });

  test('that are left out are not missed', async () => {
    const { prover, asked } = proverOfChanges({ 'transforms.rows.undeclared.records': 'leave' }, {});
    const { actual } = await proveIceberg(prover, SUBJECT);
    expect(asked()).toEqual(new Set(['orders', 's_a']));
    expect(actual).not.toContain('declared');
  });
});

describe('a sink that starts again', () => {
  const proverAfter = (rows: readonly Row[], done: string[] = []) => {
    const prover = proverOf([rows]);
    const noting = (what: string) => async () => void done.push(what);
    return {
      restart: noting('restart'),
      outlastCommits: noting('commits'),
      compare: () => {
        done.push('compare');
        return prover.compare();
      },
    };
  };

  test('is looked at when commits have passed', async () => {
    const done: string[] = [];
    expect(await proveRestart(proverAfter([row(0), row(1)], done), SUBJECT)).toMatchObject({ passed: true });
    expect(done).toEqual(['restart', 'commits', 'compare']);
  });

  test('and appends a record once more is red', async () => {
    const proof = await proveRestart(proverAfter([row(0), row(1), row(0)]), SUBJECT);
    expect(proof).toMatchObject({ passed: false, actual: expect.stringContaining('0/0, row 2 of this record') });
  });
});
