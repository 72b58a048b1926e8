import { topicName } from '../../../connectors/dataset';
import { START_MILLISECONDS } from '../../support/capture';
import { CapturedPostgres } from '../../support/captured-postgres';
import { datasetOf, eventsOf, opsOf, table } from '../../support/told-table';

jest.setTimeout(120_000);

/** What the runbook says as well. */
const GONE = /no longer available on the server. Reconfigure the connector to use a snapshot mode when needed/;

const captured = new CapturedPostgres('slot');

beforeAll(() => captured.start(), START_MILLISECONDS);

afterAll(() => captured.end());

test.each([
  ['dropped', []],
  ['replaced', ['create']],
])('a slot that was %s stops the connector, which skips nothing', async (name, [isMadeAnew]) => {
  const { source, capture } = captured;
  const dataset = datasetOf(name);
  const of = await captured.prepare(name, [dataset], table(name));
  await capture.follow(source.server, of);
  await capture.records(topicName(dataset), 3);
  await source.play([`UPDATE ${name} SET note = 'told' WHERE id = 1`]);
  await capture.records(topicName(dataset), 4);
  await capture.stop();
  await source.rows(`SELECT pg_drop_replication_slot('${of.slot}')`);
  await source.play([`UPDATE ${name} SET note = 'lost' WHERE id = 2`]);
  if (isMadeAnew !== undefined)
    await source.rows(`SELECT pg_create_logical_replication_slot('${of.slot}', 'pgoutput')`);
  await source.play([`UPDATE ${name} SET note = 'later' WHERE id = 3`]);
  // As somebody would who restarts a task that failed.
  for (const _ of ['first', 'again']) {
    await capture.follow(source.server, of).catch(() => undefined);
    expect(await capture.failure()).toMatch(GONE);
    await capture.stop();
  }
  expect(opsOf(eventsOf(await capture.recordsNow(topicName(dataset))))).toEqual(['r 1', 'r 2', 'r 3', 'u 1']);
});
