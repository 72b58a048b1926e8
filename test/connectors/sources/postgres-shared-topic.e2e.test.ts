import { allRecordsTopic } from '../../../connectors/dataset';
import { START_MILLISECONDS } from '../../support/capture';
import { CapturedPostgres } from '../../support/captured-postgres';
import { datasetOf, eventsOf, table } from '../../support/told-table';

jest.setTimeout(120_000);

const TOPIC = allRecordsTopic('all');

const captured = new CapturedPostgres('shared-topic');

beforeAll(() => captured.start({}, { sharedTopic: { partitions: 1 } }), START_MILLISECONDS);

afterAll(() => captured.end());

test('changes of all tables are in one topic, each with its table in its key', async () => {
  const { source, capture } = captured;
  const datasets = ['one', 'two'].map((name) => ({ ...datasetOf('all'), table: name }));
  const of = await captured.prepare('all', datasets, ['one', 'two'].flatMap(table));
  await capture.follow(source.server, of);
  await capture.records(TOPIC, 6);
  await source.play(["UPDATE one SET note = 'told' WHERE id = 1", 'DELETE FROM two WHERE id = 1', 'TRUNCATE one']);
  const records = await capture.records(TOPIC, 10);
  expect(eventsOf(records.slice(6)).map(({ op }) => op)).toEqual(['u', 'd', 't']);
  expect(records.slice(6).map(({ key }) => key)).toEqual([
    '{"id":1,"__dbz__physicalTableIdentifier":"all.public.one"}',
    '{"id":1,"__dbz__physicalTableIdentifier":"all.public.two"}',
    '{"id":1,"__dbz__physicalTableIdentifier":"all.public.two"}',
    null,
  ]);
});
