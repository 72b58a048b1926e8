import type { RawResource } from '../../support/local-templates';
import { reviewStack } from '../../support/review';

const TOPIC = 'p.s.T';

const topic: RawResource = { Type: 'AWS::MSK::Topic', Properties: { TopicName: TOPIC } };

function connector(name: string, configuration: Record<string, string>): RawResource {
  return {
    Type: 'AWS::KafkaConnect::Connector',
    Properties: { ConnectorName: name, ConnectorConfiguration: configuration },
  };
}

function job(args: Record<string, string>): RawResource {
  const tables = JSON.stringify([{ topic: TOPIC, name: 's_t' }]);
  return { Type: 'AWS::Glue::Job', Properties: { DefaultArguments: { '--tables': tables, ...args } } };
}

/** All that a table leads to, and nothing of it. */
function goes(): string[] {
  const source = { 'topic.prefix': 'p', 'table.include.list': 's\\.T' };
  const log = {
    'connector.class': 'org.apache.iceberg.connect.IcebergSinkConnector',
    topics: TOPIC,
    transforms: 'rows',
    'transforms.rows.type': 'io.tributary.connect.iceberg.TypedRows',
    [`transforms.rows.topic.${TOPIC}.table`]: 'lake_log.s_t',
  };
  const entry = { Type: 'AWS::Glue::Table', Properties: { DatabaseName: 'lake', TableInput: { Name: 's_t' } } };
  const sinks = {
    Archive: connector('archive', { topics: TOPIC, 's3.bucket.name': 'b', 's3.prefix': 'raw' }),
    Items: connector('items', { topics: TOPIC }),
    Log: connector('log', log),
  };
  const jobs = { Tables: job({}), Stream: job({}), States: job({ '--log': 'lake_log', '--database': 'lake_state' }) };
  const lines = reviewStack({ Source: connector('cdc', source), Topic: topic, Entry: entry, ...sinks, ...jobs }, {});
  const from = lines.findIndex((line) => line.startsWith('Captured tables: '));
  const rest = lines.slice(from + 1);
  return rest.slice(
    0,
    rest.findIndex((line) => !line.startsWith('  ')),
  );
}

test('a table that goes is told with everything that is made of it, each once', () => {
  expect(goes()).toEqual([
    '  topic `p.s.T`: DELETED, its events go for good',
    '  archive: what is below `raw/p.s.T/` stays; nothing is added to it',
    '  log `lake_log.s_t`: its rows stay; nothing is added to it',
    expect.stringMatching(/^ {2}Delta table `s_t`: its files and last state stay, .* leaves the catalog/),
    expect.stringMatching(/^ {2}Iceberg table `lake_state.s_t`: its files, last state and entry in the catalog stay/),
    expect.stringContaining('its archive needs a new prefix'),
    expect.stringContaining('only changes from then on arrive'),
  ]);
});
