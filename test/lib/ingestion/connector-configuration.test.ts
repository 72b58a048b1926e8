import { Aws } from 'aws-cdk-lib';
import type { ConnectorCapacity } from '../../../connectors/connector-spec';
import { databaseCaReference, secretReference } from '../../../connectors/fragments/config-providers';
import { configurationProblems, secretReferences, tasksMax } from '../../../lib/ingestion/connector-configuration';

const PROVISIONED: ConnectorCapacity = { kind: 'provisioned', mcuCount: 1, workerCount: 1 };
const AUTOSCALED: ConnectorCapacity = {
  kind: 'autoscaled',
  mcuCount: 1,
  minWorkerCount: 1,
  maxWorkerCount: 2,
  scaleInCpuPercent: 20,
  scaleOutCpuPercent: 80,
};
const SINK = { 'connector.class': 'io.tributary.connect.s3.S3ArchiveSinkConnector' };
const MYSQL = { 'connector.class': 'io.tributary.connect.mysql.MysqlConnector' };

function problems(configuration: Record<string, unknown>, capacity: ConnectorCapacity = PROVISIONED): string[] {
  return configurationProblems(configuration as Record<string, string>, capacity);
}

describe('passes', () => {
  test.each<[string, Record<string, string>]>([
    ['a class alone', {}],
    ['several tasks', { 'tasks.max': '4' }],
    ['tasks that are known at deployment', { 'tasks.max': Aws.ACCOUNT_ID }],
    ['a reference to a secret', { 'database.password': secretReference('salesdb/cdc-Ab1', 'password') }],
    ['a name that is known at deployment', { 'database.password': secretReference(Aws.STACK_NAME, 'password') }],
    ['a name that is partly known', { 'database.password': secretReference(`a-${Aws.STACK_NAME}.b`, 'password') }],
    ['a reference within a value', { url: `jdbc:x?password=${secretReference('a', 'b')}` }],
    [
      'bad records that go somewhere',
      { 'errors.tolerance': 'all', 'errors.deadletterqueue.topic.name': 'dead-letter.x' },
    ],
    [
      'the password of the truststore',
      { 'database.ssl.truststore.password': databaseCaReference('truststore-password') },
    ],
    [
      'a login module without a password',
      { 'x.sasl.jaas.config': 'software.amazon.msk.auth.iam.IAMLoginModule required;' },
    ],
    ['a provider of credentials', { 'client.credentials-provider': 'com.example.Provider' }],
    ['tombstones', { 'tombstones.on.delete': 'true', tombstones: 'skip' }],
    ['an override of a client', { 'consumer.override.max.poll.records': '10' }],
  ])('%s', (_what, configuration) => {
    expect(problems({ ...SINK, ...configuration })).toEqual([]);
  });
});

describe('fails', () => {
  test.each([
    [300, 'number 300'],
    [true, 'boolean true'],
    [null, 'object null'],
  ])('on a value that is no string: %s', (value, got) => {
    expect(problems({ ...SINK, 'rotate.records': value })).toEqual([
      `\`connectorConfiguration.rotate.records\` must be a string, got: ${got}`,
    ]);
  });

  test.each([
    [{}, 'undefined'],
    [{ 'connector.class': '' }, ''],
  ])('without a class: %j', (configuration, got) => {
    expect(problems(configuration)).toEqual([`\`connectorConfiguration.connector.class\` must be set, got: ${got}`]);
  });

  test.each(['0', '-1', '1.5', 'two', ''])('on tasks.max %j', (value) => {
    expect(problems({ ...SINK, 'tasks.max': value })).toEqual([
      `\`connectorConfiguration.tasks.max\` must be a whole number of at least 1, got: ${value}`,
    ]);
  });

  test('on several tasks of a connector that reads one log', () => {
    expect(problems({ ...MYSQL, 'tasks.max': '2' })).toEqual([
      '`connectorConfiguration.tasks.max` must be 1: io.tributary.connect.mysql.MysqlConnector reads one log, got: 2',
    ]);
  });

  test.each([MYSQL['connector.class'], 'io.debezium.connector.mongodb.MongoDbConnector'])(
    'on an autoscaled Debezium connector: %s',
    (connectorClass) => {
      expect(problems({ 'connector.class': connectorClass }, AUTOSCALED)).toEqual([
        '`capacity` must be provisioned for a Debezium connector: autoscaling overwrites `tasks.max`, ' +
          `got: autoscaled with ${connectorClass}`,
      ]);
    },
  );

  test.each([
    'database.password',
    'sasl.password',
    'ssl.key.passphrase',
    'client.secret',
    'auth.token',
    'basic.credentials',
    'api.key',
    'aws.access.key',
    's3.private-key',
    'DATABASE.PASSWORD',
    'ssl.keystore.password',
  ])('on a secret in clear, without repeating it: %s', (key) => {
    expect(problems({ ...SINK, [key]: 'hunter2!' })).toEqual([
      `\`connectorConfiguration.${key}\` must be a reference \`\${secretsmanager:<name>:<key>}\` and nothing else, ` +
        'got: another value of 8 characters',
    ]);
  });

  test('on a literal for the password of a truststore', () => {
    expect(problems({ ...SINK, 'database.ssl.truststore.password': 'changeit' })).toEqual([
      '`connectorConfiguration.database.ssl.truststore.password` must be a reference `${secretsmanager:<name>:<key>}` ' +
        'and nothing else, got: another value of 8 characters',
    ]);
  });

  test.each([undefined, ''])('on bad records that are tolerated and go nowhere (%s)', (topic) => {
    const configuration = { ...SINK, 'errors.tolerance': 'all', 'errors.deadletterqueue.topic.name': topic };
    const given = Object.fromEntries(Object.entries(configuration).filter(([, value]) => value !== undefined));
    expect(problems(given)).toEqual([
      '`connectorConfiguration.errors.tolerance` must be none without `errors.deadletterqueue.topic.name`, ' +
        'for bad records would be lost in silence, got: all',
    ]);
  });

  test.each([
    ['empty', ''],
    ['a reference with something after it', `${secretReference('a', 'b')}x`],
    ['a reference of another provider', databaseCaReference('truststore-password')],
    ['a token, which CloudFormation would replace by the value', Aws.STACK_NAME],
  ])('on a password that is %s', (_what, value) => {
    expect(problems({ ...SINK, 'database.password': value })[0]).toMatch(/must be a reference/);
  });

  test.each([
    ['an ARN', '${secretsmanager:arn:aws:secretsmanager:us-east-1:1:secret:a:password}'],
    ['no key', '${secretsmanager:a}'],
    ['an empty key', '${secretsmanager:a:}'],
    ['no name', '${secretsmanager::password}'],
    ['no end', '${secretsmanager:a:password'],
    ['a space', '${secretsmanager:a b:password}'],
  ])('on a reference with %s', (_what, value) => {
    expect(problems({ ...SINK, 'database.user': value })).toEqual([
      '`connectorConfiguration.database.user` must refer to a secret as `${secretsmanager:<name>:<key>}`, with its name ' +
        `and not its ARN because \`:\` separates name and key, got: ${value}`,
    ]);
  });

  test.each(['jdbc:mysql://h/d?user=a&password=hunter2', 'PlainLoginModule required username="a" password="hunter2";'])(
    'on a password within another value, without repeating it',
    (value) => {
      expect(problems({ ...SINK, 'x.config': value })).toEqual([
        `\`connectorConfiguration.x.config\` must not hold a password in clear, got: a value of ${value.length} characters`,
      ]);
    },
  );
});

test('tasks.max is a number where it is known', () => {
  expect([tasksMax({ 'tasks.max': '4' }), tasksMax({}), tasksMax({ 'tasks.max': Aws.REGION })]).toEqual([
    4,
    undefined,
    undefined,
  ]);
});

test('references are found with their names, tokens included', () => {
  const value = `${secretReference('a/b', 'user')}:${secretReference(Aws.STACK_NAME, 'password')}`;
  expect(secretReferences(value)).toEqual([
    { secretName: 'a/b', key: 'user' },
    { secretName: Aws.STACK_NAME, key: 'password' },
  ]);
});
