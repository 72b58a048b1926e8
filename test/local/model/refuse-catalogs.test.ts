import type { SinkCatalog } from '../../../connectors/sinks/iceberg-catalog';
import { icebergTables } from '../../../connectors/sinks/iceberg-tables';
import type { ConnectorModel } from '../../../local/model/platform';
import { refuseCatalogs } from '../../../local/model/refuse-catalogs';
import { EVENTS } from '../../fixtures/iceberg';
import { environmentOf } from '../../support/local-templates';

function connector(config: Readonly<Record<string, string>>): ConnectorModel {
  const resource = { Type: 'AWS::KafkaConnect::Connector', Properties: { ConnectorConfiguration: config } };
  const [stack] = environmentOf({ Sink: { Resources: { Connector: resource } } }).stacks;
  return { name: 'dev-log', pipeline: 'log', resource: stack?.resources.get('Connector') } as ConnectorModel;
}

function sink(catalog: SinkCatalog): ConnectorModel {
  return connector(icebergTables({ ...EVENTS, catalog }).config);
}

test('a sink with the Data Catalog runs, and whatever is no sink of Iceberg', () => {
  expect(() => refuseCatalogs([sink({ kind: 'glue', warehouse: 's3://a/b' }), connector({})])).not.toThrow();
});

test.each<[string, SinkCatalog]>([
  ['https://s3tables.eu-west-1.amazonaws.com/iceberg', { kind: 's3-tables', tableBucketArn: 'arn' }],
  ['https://catalog.example', { kind: 'rest', uri: 'https://catalog.example', files: 'vended' }],
])('a sink with its tables in %s is refused, with what runs all the same', (uri, catalog) => {
  expect(() => refuseCatalogs([sink(catalog)])).toThrow(
    `connector dev-log has its tables in ${uri}, for which nothing stands here: only the Data Catalog has a stand-in. Run other pipelines alone, with \`--pipeline NAME\`, or leave log off`,
  );
});
