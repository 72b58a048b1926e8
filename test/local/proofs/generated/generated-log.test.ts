import { ProcessHistory } from '../../../../local/processes/process-history';
import { GENERATED_CLAIM, GeneratedLog } from '../../../../local/proofs/generated/generated-log';
import { generatedOrder } from '../../../../local/proofs/generated/order-generator';
import { proveTopics } from '../../../../local/proofs/prove-topics';
import type { TopicReader, TopicRecord } from '../../../../local/proofs/topic-reader';
import type { RunningConnector } from '../../../../local/session/running-platform';

const SEED = { seed: 5n, startTime: 1000n };

const record = (id: number, change: (value: string) => string = (value) => value): TopicRecord => {
  const { address, itemid, ...numbers } = generatedOrder(SEED, BigInt(id));
  const places = `"city":"${address.city}","state":"${address.state}","zipcode":${address.zipcode}`;
  const own = Object.entries(numbers).map(([name, value]) => `"${name}":${value}`);
  const value = `{${own.join(',')},"itemid":"${itemid}","address":{${places}}}`;
  return { partition: id % 2, offset: Math.floor(id / 2), key: String(id), value: change(value) };
};
const HEALTHY = [0, 1, 2, 3].map((id) => record(id));

function logOf(records: readonly TopicRecord[], count: string): GeneratedLog {
  const history = new ProcessHistory();
  // Given up: nobody waits for what does not come.
  history.giveUp('connect-orders', ['the end']);
  const connector = {
    model: { name: 'tributary-dev-orders', capture: 'orders' },
    worker: { process: { history } },
    config: {
      'connector.class': 'io.tributary.connect.orders.OrdersSourceConnector',
      topic: 'orders',
      seed: '5',
      'start.time.ms': '1000',
      count,
    },
  } as unknown as RunningConnector;
  const reader = {
    read: async () => new Map([['orders', records]]),
    offsets: async () => new Map(),
  } as unknown as TopicReader;
  return new GeneratedLog(connector, reader);
}

const prove = (records: readonly TopicRecord[], count = '4') => {
  const log = logOf(records, count);
  const topics = { compareTopics: () => log.compareTopics(), standstill: async () => undefined };
  return proveTopics(topics, { pipeline: 'orders', id: 'snapshot', claim: GENERATED_CLAIM });
};

test('a topic with each order is proven', async () => {
  expect(await prove(HEALTHY)).toMatchObject({ passed: true, actual: '4 rows of 1 tables' });
});

test.each<[string, readonly TopicRecord[], string]>([
  ['missing', HEALTHY.slice(0, 3), '["3"]: generator has ordertime="4000"'],
  ['one too many', [...HEALTHY, record(4)], '["4"]: topic has ordertime="5000"'],
  [
    'another',
    [record(0, (value) => value.replace(/City_\d+/, 'City_0')), ...HEALTHY.slice(1)],
    'topic has address.city="City_0"',
  ],
  [
    'flat',
    [record(0, (value) => value.replace(/"address":\{(.*)\}\}/, '$1}')), ...HEALTHY.slice(1)],
    'topic has address.city=NULL address.state=NULL address.zipcode=NULL',
  ],
])('an order that is %s is named', async (_, records, example) => {
  const { passed, actual } = await prove(records);
  expect([passed, actual]).toEqual([false, expect.stringContaining(`generated.orders: 1 rows differ; `)]);
  expect(actual).toContain(example);
});

test('one that comes again as it was is the same order', async () => {
  expect(await prove([...HEALTHY, { ...record(3), offset: 9 }])).toMatchObject({ passed: true });
});

test('without an end each order up to the newest of its lane has to be there', async () => {
  const endless = [0, 1, 2, 3, 12, 13].map((id) => record(id));
  expect(await prove(endless, '-1')).toMatchObject({ passed: true, actual: '6 rows of 1 tables' });
  const gap = endless.filter(({ key }) => key !== '1');
  expect((await prove(gap, '-1')).actual).toContain('["1"]: generator has');
});
