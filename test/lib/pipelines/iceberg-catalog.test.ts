import type { EnvironmentConfig } from '../../../lib/config/environment';
import { type IcebergOptions, iceberg } from '../../../lib/pipelines/iceberg';
import { DESTINATION_KINDS } from '../../../lib/pipelines/kinds';
import { planPlatform } from '../../../lib/pipelines/platform-plan';
import { ICEBERG_OPTIONS, SMALL, UPKEEP, withIceberg, withStates } from '../../fixtures/environments';
import { type Resource, synthesize, type Template } from '../../support/platform';

const NO_QUERIES = { athena: { ...SMALL.serving.athena, queriedTables: {} } };
const S3_TABLES: Partial<IcebergOptions> = { catalog: { kind: 's3-tables' } };

function rest(files: string): Partial<IcebergOptions> {
  const signIn = { by: 'token', secretName: 'lake/token' } as const;
  return { catalog: { kind: 'rest', uri: 'https://catalog.example', files, signIn } };
}

function resources(config: EnvironmentConfig, stack: string): Resource[] {
  const found = synthesize(config).find(({ stackName }) => stackName.endsWith(`-${stack}`));
  return Object.values((found?.template as Template | undefined)?.Resources ?? {});
}

function typed(all: readonly Resource[], type: string): Resource[] {
  return all.filter(({ Type }) => Type === type);
}

function policies(config: EnvironmentConfig): string {
  return JSON.stringify(typed(resources(config, 'Pipeline-log'), 'AWS::IAM::Policy'));
}

function withCatalog(options: Partial<IcebergOptions>): EnvironmentConfig {
  return withIceberg(SMALL, { to: iceberg({ ...ICEBERG_OPTIONS, ...options }) });
}

function plan(config: EnvironmentConfig) {
  return planPlatform(config, DESTINATION_KINDS);
}

describe('a table bucket', () => {
  const config = withCatalog(S3_TABLES);

  test('is made with its namespace, and the Data Catalog has no database', () => {
    expect(resources(config, 'Iceberg-log')).toEqual([]);
    const made = resources(config, 'TableBucket-log');
    expect(typed(made, 'AWS::S3Tables::TableBucket')).toMatchObject([
      { Properties: { TableBucketName: 'tributary-small-iceberg-log' }, DeletionPolicy: 'Delete' },
    ]);
    expect(typed(made, 'AWS::S3Tables::Namespace')).toMatchObject([
      { Properties: { Namespace: 'tributary_small_iceberg_log' } },
    ]);
  });

  test('stays when its pipeline is off', () => {
    const off = withIceberg(SMALL, { to: iceberg({ ...ICEBERG_OPTIONS, ...S3_TABLES }), state: 'off' });
    expect(resources(off, 'Pipeline-log')).toEqual([]);
    expect(typed(resources(off, 'TableBucket-log'), 'AWS::S3Tables::TableBucket')).toHaveLength(1);
  });

  test('is written to by the role of the connector, which writes nothing to the lake', () => {
    const own = policies(config);
    for (const action of ['CreateTable', 'GetTableBucket', 'PutTableData', 'UpdateTableMetadataLocation']) {
      expect(own).toContain(`"s3tables:${action}"`);
    }
    expect(own).toContain(':bucket/tributary-small-iceberg-log/table/*"');
    expect(own).not.toMatch(/"glue:|"s3:/);
  });

  test('is known to the connector by its ARN', () => {
    const [connector] = typed(resources(config, 'Pipeline-log'), 'AWS::KafkaConnect::Connector');
    const found = JSON.stringify(connector?.Properties?.['ConnectorConfiguration']);
    expect(found).toContain(
      '"iceberg.catalog.warehouse":{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":s3tables:us-east-1:"',
    );
    expect(found).toContain(':bucket/tributary-small-iceberg-log"');
  });

  test('is reached from the network, and the Data Catalog is not', () => {
    expect(plan(config).catalogs).toEqual(['s3-tables']);
    const endpoints = JSON.stringify(typed(resources(config, 'Network'), 'AWS::EC2::VPCEndpoint'));
    expect(endpoints).toContain('.s3tables');
    expect(endpoints).not.toContain('.glue');
  });

  test('is none of those that the upkeep of the lake keeps', () => {
    const kept = { ...config, name: 'kept', upkeep: UPKEEP };
    expect(JSON.stringify(resources(kept, 'Upkeep'))).not.toContain('kept_log');
    const none = { ...kept, pipelines: { log: kept.pipelines['log'] as never }, serving: NO_QUERIES };
    expect(() => plan(none)).toThrow('`upkeep` must have Delta or Iceberg tables to keep, got: none of `pipelines`');
  });
});

describe('a REST catalog that is there', () => {
  test('has nothing made for it', () => {
    const config = withCatalog(rest('vended'));
    expect([...resources(config, 'Iceberg-log'), ...resources(config, 'TableBucket-log')]).toEqual([]);
    expect(plan(config).catalogs).toEqual([]);
  });

  test('of whose secret and files the role of the connector has no more than it says', () => {
    expect(policies(withCatalog(rest('vended')))).not.toMatch(/"glue:|"s3:|"s3tables:/);
    const own = policies(withCatalog(rest('s3://files/a/b')));
    expect(own).toContain(':s3:::files/a/b/*"');
    expect(own).toContain(':secret:lake/token-??????"');
  });
});

describe('fails', () => {
  test.each<[string, EnvironmentConfig, string]>([
    [
      'a catalog of another kind',
      withCatalog({ catalog: { kind: 'hive' as never } as never }),
      '`pipelines.log.to.catalog.kind` must be one of glue, s3-tables, rest, got: hive',
    ],
    [
      'a REST catalog in clear',
      withCatalog({ catalog: { kind: 'rest', uri: 'http://catalog.example', files: 'vended' } }),
      '`pipelines.log.to.catalog.uri` must be https://…, for who signs in shows a secret there, got: http:',
    ],
    [
      'columns that Athena would not see',
      withStates(SMALL, {}, S3_TABLES),
      '`pipelines.log.to.catalog` must be of tables whose columns are in lower case, for Athena does not see others in a table bucket; a `from` gives another name, got: customer.',
    ],
    [
      'a setting that the catalog has a value for',
      withCatalog({ ...S3_TABLES, settings: { 'iceberg.catalog.s3.delete-enabled': 'true' } }),
      '`pipelines.log.to.settings.iceberg.catalog.s3.delete-enabled` must not be set, for the connector has a value of its own there, got: true',
    ],
    [
      'tables that nobody declared',
      withCatalog({ ...S3_TABLES, undeclaredTables: 'text' }),
      '`pipelines.log.to.undeclaredTables` must be refuse in a table bucket, where Athena does not see tables with capitals in their columns, got: text',
    ],
    [
      'states of a log that their job does not find',
      withStates(SMALL, {}, rest('vended')),
      '`pipelines.log.to.catalog` must be glue where states is made of it, whose job knows no other catalog, got: rest',
    ],
    [
      'statements for tables that Athena has elsewhere',
      {
        ...withCatalog(S3_TABLES),
        serving: { athena: { ...SMALL.serving.athena, queriedTables: { log: ['orders'] } } },
      },
      '`serving.athena.queriedTables` must be one of',
    ],
    [
      'a bucket whose name is too long',
      {
        ...withCatalog(S3_TABLES),
        name: 'e'.repeat(20),
        pipelines: { ['p'.repeat(40)]: withCatalog(S3_TABLES).pipelines['log'] as never },
      },
      'must be of a pipeline whose table bucket is called by at most 63 characters, got: tributary-',
    ],
  ])('on %s', (_what, config, message) => {
    expect(() => plan(config)).toThrow(message);
  });
});
