import { setTimeout as sleep } from 'node:timers/promises';
import { topicName } from '../../../connectors/dataset';
import { CapturedPostgres, START_MILLISECONDS } from '../../support/captured-postgres';
import { datasetOf, eventsOf, opsOf, table } from '../../support/told-table';

const POLL_MILLISECONDS = 200;
jest.setTimeout(120_000);

const captured = new CapturedPostgres('postgres-losses');

beforeAll(() => captured.start(), START_MILLISECONDS);
afterAll(() => captured.end());

test('what anybody writes into the log besides rows holds nothing up', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('messages');
  await capture.follow(source.server, await captured.prepare('messages', [dataset], table('messages')));
  await capture.records(topicName(dataset), 3);
  await source.play([
    `SELECT pg_logical_emit_message(true, 'within', 'x'), pg_logical_emit_message(false, '', 'x')`,
    `SELECT pg_logical_emit_message(false, E'two\\nlines', 'x')`,
    `INSERT INTO messages VALUES (4, 'after')`,
  ]);
  expect(opsOf(eventsOf(await capture.records(topicName(dataset), 4)))).toEqual(['r 1', 'r 2', 'r 3', 'c 4']);
  await capture.stop();
});

test('rows that a policy hides from the connector stop its snapshot', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('hidden');
  const of = await captured.prepare(
    'hidden',
    [dataset],
    [
      ...table('hidden'),
      'ALTER TABLE hidden ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY first_alone ON hidden USING (id = 1)',
    ],
  );
  await capture.follow(source.server, of);
  while (!capture.log().includes('query would be affected by row-level security policy for table "hidden"')) {
    await sleep(POLL_MILLISECONDS);
  }
  expect(await capture.recordsNow(topicName(dataset))).toEqual([]);
});
