import { EXISTING_DATABASE } from '../../lib/source/existing-database';
import { replicationParameters } from '../../lib/source/replication-parameters';
import { STRANGER } from '../fixtures/stranger';
import { type Resource, synthesize, type Template } from '../support/platform';

const stacks = synthesize(STRANGER);
const named = (end: string): Template & { readonly Metadata?: Record<string, unknown> } =>
  stacks.find(({ stackName }) => stackName === `Tributary-stranger-${end}`)?.template;

function resources(type: string, end = ''): Resource[] {
  return stacks
    .filter(({ stackName }) => stackName.endsWith(end))
    .flatMap((stack) => Object.values((stack.template as Template).Resources ?? {}))
    .filter((resource) => resource.Type === type);
}

test('has the stacks of what it declares, and no network', () => {
  expect(stacks.map(({ stackName }) => stackName.replace('Tributary-stranger-', ''))).toEqual([
    'Alarms',
    'Capture-oldShop',
    'Capture-shop',
    'Database-legacy',
    'Database-shop',
    'Items-live-lines',
    'Lake',
    'Operator',
    'Pipeline-events',
    'Pipeline-live-lines',
    'Pipeline-old-events',
    'Pipeline-old-orders',
    'Pipeline-orders',
    'Pipeline-people',
    'Serving',
    'Streaming',
    'Topics-oldShop',
    'Topics-shop',
  ]);
  expect(resources('AWS::EC2::VPC')).toEqual([]);
  expect(resources('AWS::EC2::Subnet')).toEqual([]);
});

test('everything is in the network that is there', () => {
  const placed = JSON.stringify(stacks.map(({ template }) => template));
  expect(placed).not.toContain('us-east-1a');
  for (const { Properties } of resources('AWS::EC2::SecurityGroup')) {
    expect(Properties?.['VpcId']).toBe('vpc-0123456789abcdef0');
  }
  for (const { Properties } of resources('AWS::KafkaConnect::Connector')) {
    expect(JSON.stringify(Properties)).toContain('subnet-0123456789abcdef2');
  }
});

test('a database that is there has no resource, is announced, and lets its clients in', () => {
  expect(resources('AWS::RDS::DBInstance', 'Database-shop')).toEqual([]);
  expect(named('Database-shop').Metadata?.[EXISTING_DATABASE]).toEqual({
    Key: 'shop',
    Engine: 'mysql',
    Database: 'tributary',
    Hostname: 'shop.cluster.example.internal',
    Port: '3307',
    CdcSecretName: 'shop/tributary-cdc',
    Parameters: replicationParameters('mysql'),
  });
  const [connector] = resources('AWS::KafkaConnect::Connector', 'Capture-shop');
  expect(connector?.Properties?.['ConnectorConfiguration']).toMatchObject({
    'database.hostname': 'shop.cluster.example.internal',
    'database.port': '3307',
    'database.include.list': String.raw`(?-i)shop,(?-i)crm\-eu\ 2`,
    'database.password': '${secretsmanager:shop/tributary-cdc:password}',
  });
  for (const stack of ['Database-shop', 'Capture-shop']) {
    const ways = resources('AWS::EC2::SecurityGroupIngress', stack).filter(
      ({ Properties }) => Properties?.['GroupId'] === 'sg-0123456789abcdef0',
    );
    expect(ways.length).toBeGreaterThan(0);
    for (const { Properties } of ways) {
      expect(Properties).toMatchObject({ FromPort: 3307, ToPort: 3307 });
    }
  }
});

test('without an administrator the bootstrap is told of none, and who reads a secret by its name may decrypt it', () => {
  for (const { Properties } of resources('Custom::DatabaseBootstrap', 'shop')) {
    expect(Properties).not.toHaveProperty('AdminSecretArn');
    expect(Properties).not.toHaveProperty('BinlogRetentionHours');
  }
  const policies = JSON.stringify(resources('AWS::IAM::Policy', 'Capture-shop'));
  expect(policies).toContain('secret:shop/tributary-cdc-??????');
  expect(policies).toContain('key/11111111-2222-3333-4444-555555555555');
});

test('two Delta pipelines of one capture share its archive, one of them streams, one database is suspended', () => {
  const tables = resources('AWS::Glue::Job').map(({ Properties }) => {
    const { Command, DefaultArguments } = Properties as {
      readonly Command: { readonly Name: string };
      readonly DefaultArguments: Record<string, string>;
    };
    const declared = JSON.parse(DefaultArguments['--tables'] ?? '[]') as { name: string }[];
    return [Command.Name, ...declared.map(({ name }) => name)];
  });
  expect(tables).toEqual([
    ['glueetl', 'legacy_orders'],
    ['gluestreaming', 'shop_orders', 'shop_order_items'],
    ['glueetl', 'people'],
  ]);
  expect(resources('AWS::Glue::Trigger')).toHaveLength(2);
  expect(resources('AWS::Glue::Database').map(({ Properties }) => Properties?.['DatabaseInput'])).toEqual([
    expect.objectContaining({ Name: 'tributary_stranger_shop' }),
    expect.objectContaining({ Name: 'tributary_stranger_oldshop' }),
  ]);
});

test('rows become items of tables that are named and keyed as it says', () => {
  const tables = resources('AWS::DynamoDB::Table').map(({ Properties }) => Properties ?? {});
  expect(tables.map(({ TableName, KeySchema }) => [TableName, KeySchema])).toEqual([
    [
      'stranger.shop.shop.order-items',
      [
        { AttributeName: 'order_id', KeyType: 'HASH' },
        { AttributeName: 'line', KeyType: 'RANGE' },
      ],
    ],
    ['stranger.shop.crm-eu_2.person', [{ AttributeName: 'uuid', KeyType: 'HASH' }]],
  ]);
  expect(JSON.stringify(resources('AWS::IAM::Policy', 'live-lines'))).toContain('dynamodb:DeleteItem');
});

test('what is retained goes with a creation that fails, and with nothing else', () => {
  const kept = stacks.flatMap((stack) =>
    Object.values((stack.template as Template).Resources ?? {}).filter(({ DeletionPolicy }) =>
      DeletionPolicy?.startsWith('Retain'),
    ),
  );
  expect(new Set(kept.map(({ DeletionPolicy }) => DeletionPolicy))).toEqual(new Set(['RetainExceptOnCreate']));
  expect(kept.map(({ Type }) => Type)).toEqual(
    expect.arrayContaining(['AWS::RDS::DBCluster', 'AWS::MSK::Cluster', 'AWS::S3::Bucket', 'AWS::KMS::Key']),
  );
});

test('the way to two databases of one server is opened once', () => {
  const { shop, ...others } = STRANGER.databases;
  const { shop: capture, ...rest } = STRANGER.captures;
  if (shop?.kind !== 'existing' || capture === undefined || capture.kind === 'generated-orders')
    throw new Error('no shop');
  const second = {
    ...shop,
    tables: { other: { schema: 'other', table: 'a', keyColumns: ['id'], columns: { id: 'INT' as const } } },
  };
  const twice = synthesize({
    ...STRANGER,
    databases: { shop, second, ...others },
    captures: { shop: capture, second: { ...capture, database: 'second', readerId: 7003 }, ...rest },
  });
  const operator = twice.find(({ stackName }) => stackName.endsWith('-Operator'))?.template as Template;
  const rules = Object.values(operator.Resources).filter(
    ({ Type, Properties }) =>
      Type === 'AWS::EC2::SecurityGroupIngress' && Properties?.['GroupId'] === shop.securityGroupId,
  );
  expect(rules).toHaveLength(1);
});
