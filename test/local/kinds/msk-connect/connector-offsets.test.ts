import { alterOffsets, readOffsets } from '../../../../local/kinds/msk-connect/connector-offsets';
import type { ConnectWorker } from '../../../../local/servers/local-server';

const worker = { url: 'http://127.0.0.1:1' } as unknown as ConnectWorker;
const OFFSETS = new Map([
  ['s.s.ORDER/0', 7],
  ['s.s.ORDER/12', 0],
]);
const BODY = {
  offsets: [
    { partition: { kafka_topic: 's.s.ORDER', kafka_partition: 0 }, offset: { kafka_offset: 7 } },
    { partition: { kafka_topic: 's.s.ORDER', kafka_partition: 12 }, offset: { kafka_offset: 0 } },
  ],
};

const answer = (status: number, body: unknown) =>
  jest.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(JSON.stringify(body), { status }));

afterEach(() => jest.restoreAllMocks());

test('where a sink is, by topic and partition', async () => {
  answer(200, BODY);
  expect(await readOffsets(worker, 'c')).toEqual(OFFSETS);
});

test('it is told to go on elsewhere in the words that it tells', async () => {
  const asked = answer(200, {});
  await alterOffsets(worker, 'c d', OFFSETS);
  const [url, options] = asked.mock.calls[0] ?? [];
  expect([url, options?.method, JSON.parse(String(options?.body))]).toEqual([
    'http://127.0.0.1:1/connectors/c%20d/offsets',
    'PATCH',
    BODY,
  ]);
});

test('what the worker refuses is told with its reason', async () => {
  answer(400, { message: 'must be stopped' });
  await expect(alterOffsets(worker, 'c', OFFSETS)).rejects.toThrow('offsets of c cannot be altered (400)');
  await expect(readOffsets(worker, 'c')).rejects.toThrow('offsets of c cannot be read (400)');
});
