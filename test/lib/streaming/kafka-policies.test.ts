import { Fn, Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ConnectorSpec } from '../../../connectors/connector-spec';
import {
  clusterArns,
  clusterConnect,
  clusterSession,
  connectInternalTopics,
  connectorStatements,
  connectWorkerGroups,
  groupUse,
  idempotentWrite,
  resourceArn,
  stateTopics,
  streamReadStatements,
  topicRead,
  topicWrite,
  transactionUse,
  transientGroupUse,
} from '../../../lib/streaming/kafka-policies';
import { allConnectorSpecs, connectorSpecs } from '../../support/connector-specs';

const ARN = 'arn:aws:kafka:us-east-1:000000000000:cluster/tributary/0a1b-2';
const ARNS = clusterArns(ARN);
const TOPIC = 'arn:aws:kafka:us-east-1:000000000000:topic/tributary/0a1b-2';
const GROUP = 'arn:aws:kafka:us-east-1:000000000000:group/tributary/0a1b-2';

/** Statements as `action resource` lines without the cluster's part, sorted. */
function lines(statements: readonly PolicyStatement[]): string[] {
  return statements
    .flatMap(({ actions, resources }) => actions.flatMap((action) => resources.map((arn) => `${action} ${arn}`)))
    .map((line) =>
      line.replace('kafka-cluster:', '').replace(TOPIC, 'topic').replace(GROUP, 'group').replace(ARN, 'cluster'),
    )
    .sort();
}

function connectorSpec(name: string): ConnectorSpec {
  const spec = connectorSpecs().find((candidate) => candidate.name === `tributary-test-${name}`);
  if (spec === undefined) {
    throw new Error(`no connector ${name}`);
  }
  return spec;
}

test('a Spark job may read its topics, in groups whose names begin with its own', () => {
  expect(lines(streamReadStatements(ARNS, ['a.b'], 'tributary-upsert'))).toEqual([
    'AlterGroup group/tributary-upsert-*',
    'Connect cluster',
    'DescribeGroup group/tributary-upsert-*',
    'DescribeTopic topic/a.b',
    'ReadData topic/a.b',
  ]);
});

describe('each intent has its actions and its ARNs', () => {
  test.each<[string, PolicyStatement, string[], string[]]>([
    ['clusterConnect', clusterConnect(ARNS), ['Connect'], [ARN]],
    ['clusterSession', clusterSession(ARNS), ['Connect', 'DescribeCluster'], [ARN]],
    ['topicRead', topicRead(ARNS, ['a.b', 'c']), ['DescribeTopic', 'ReadData'], [`${TOPIC}/a.b`, `${TOPIC}/c`]],
    ['topicWrite', topicWrite(ARNS, ['a.b']), ['DescribeTopic', 'WriteData'], [`${TOPIC}/a.b`]],
    ['groupUse', groupUse(ARNS, ['connect-x']), ['AlterGroup', 'DescribeGroup'], [`${GROUP}/connect-x`]],
    ['idempotentWrite', idempotentWrite(ARNS), ['WriteDataIdempotently'], [ARN]],
    [
      'transientGroupUse',
      transientGroupUse(ARNS, ['cg-control-x.']),
      ['AlterGroup', 'DescribeGroup'],
      [`${GROUP}/cg-control-x.*`],
    ],
    [
      'transactionUse',
      transactionUse(ARNS, ['x.']),
      ['AlterTransactionalId', 'DescribeTransactionalId'],
      ['arn:aws:kafka:us-east-1:000000000000:transactional-id/tributary/0a1b-2/x.*'],
    ],
    [
      'stateTopics',
      stateTopics(ARNS, ['offsets']),
      ['DescribeTopic', 'DescribeTopicDynamicConfiguration', 'ReadData', 'WriteData'],
      [`${TOPIC}/offsets`],
    ],
    [
      'connectInternalTopics',
      connectInternalTopics(ARNS, 'orders', 'made'),
      ['CreateTopic', 'DescribeTopic', 'DescribeTopicDynamicConfiguration', 'ReadData', 'WriteData'],
      ['configs', 'offsets', 'status'].map((kind) => `${TOPIC}/__amazon_msk_connect_${kind}_orders_*`),
    ],
    [
      'connectInternalTopics of a worker with an offsets topic of its own',
      connectInternalTopics(ARNS, 'orders', 'named'),
      ['CreateTopic', 'DescribeTopic', 'DescribeTopicDynamicConfiguration', 'ReadData', 'WriteData'],
      ['configs', 'status'].map((kind) => `${TOPIC}/__amazon_msk_connect_${kind}_orders_*`),
    ],
    [
      'connectWorkerGroups',
      connectWorkerGroups(ARNS),
      ['AlterGroup', 'DescribeGroup'],
      [`${GROUP}/__amazon_msk_connect_*`],
    ],
  ])('%s', (_name, statement, actions, resources) => {
    expect(statement.actions).toEqual(actions.map((action) => `kafka-cluster:${action}`));
    expect(statement.resources).toEqual(resources);
  });

  test('an ARN that is known at deployment becomes split and joined by CloudFormation', () => {
    const stack = new Stack();
    const part = (index: number) => ({
      'Fn::Select': [index, { 'Fn::Split': [':cluster/', { 'Fn::ImportValue': 'arn' }] }],
    });
    expect(stack.resolve(resourceArn(clusterArns(Fn.importValue('arn')), 'topics', 'a.b'))).toEqual({
      'Fn::Join': ['', [part(0), ':topic/', part(1), '/a.b']],
    });
  });
});

describe('a connector may do what its specification says', () => {
  test('a sink reads its topics in its group, and writes its dead letters', () => {
    const name = 'tributary-test-salesdb-archive';
    expect(lines(connectorStatements(ARNS, connectorSpec('salesdb-archive')))).toEqual([
      'AlterGroup group/__amazon_msk_connect_*',
      `AlterGroup group/connect-${name}`,
      'Connect cluster',
      `CreateTopic topic/__amazon_msk_connect_configs_${name}_*`,
      `CreateTopic topic/__amazon_msk_connect_offsets_${name}_*`,
      `CreateTopic topic/__amazon_msk_connect_status_${name}_*`,
      'DescribeCluster cluster',
      'DescribeGroup group/__amazon_msk_connect_*',
      `DescribeGroup group/connect-${name}`,
      `DescribeTopic topic/__amazon_msk_connect_configs_${name}_*`,
      `DescribeTopic topic/__amazon_msk_connect_offsets_${name}_*`,
      `DescribeTopic topic/__amazon_msk_connect_status_${name}_*`,
      `DescribeTopic topic/dead-letter.${name}`,
      'DescribeTopic topic/notifications.salesdb',
      'DescribeTopic topic/salesdb.salesdb.CUSTOMER',
      'DescribeTopic topic/salesdb.salesdb.SALES_ORDER',
      `DescribeTopicDynamicConfiguration topic/__amazon_msk_connect_configs_${name}_*`,
      `DescribeTopicDynamicConfiguration topic/__amazon_msk_connect_offsets_${name}_*`,
      `DescribeTopicDynamicConfiguration topic/__amazon_msk_connect_status_${name}_*`,
      `ReadData topic/__amazon_msk_connect_configs_${name}_*`,
      `ReadData topic/__amazon_msk_connect_offsets_${name}_*`,
      `ReadData topic/__amazon_msk_connect_status_${name}_*`,
      'ReadData topic/notifications.salesdb',
      'ReadData topic/salesdb.salesdb.CUSTOMER',
      'ReadData topic/salesdb.salesdb.SALES_ORDER',
      `WriteData topic/__amazon_msk_connect_configs_${name}_*`,
      `WriteData topic/__amazon_msk_connect_offsets_${name}_*`,
      `WriteData topic/__amazon_msk_connect_status_${name}_*`,
      `WriteData topic/dead-letter.${name}`,
    ]);
  });

  test('a source writes its topics, and reads back only its position and its schema history', () => {
    const spec = connectorSpec('salesdb-cdc');
    const granted = lines(connectorStatements(ARNS, spec));
    const own = granted.filter((line) => !line.includes('__amazon_msk_connect_'));
    const state = [`connect-offsets.${spec.name}`, 'schema-history.salesdb'];
    expect(own.filter((line) => line.startsWith('ReadData'))).toEqual(state.map((topic) => `ReadData topic/${topic}`));
    expect(own.filter((line) => line.startsWith('WriteData'))).toEqual(
      [...state, ...spec.produces].map((topic) => `WriteData topic/${topic}`).sort(),
    );
    expect(own.filter((line) => line.startsWith('DescribeTopicDynamicConfiguration'))).toEqual(
      state.map((topic) => `DescribeTopicDynamicConfiguration topic/${topic}`),
    );
    expect(own.filter((line) => line.includes('Group'))).toEqual([]);
  });

  test('a sink with clients of its own may use what those begin or name, and no more', () => {
    const spec = connectorSpec('salesdb-archive');
    const before = lines(connectorStatements(ARNS, spec));
    const statements = connectorStatements(ARNS, {
      ...spec,
      ownClients: {
        topics: [],
        controlTopics: ['iceberg-control.x'],
        groups: ['connect-x-coord'],
        groupPrefixes: ['cg-control-x.'],
        transactionalIdPrefixes: ['x.'],
      },
    });
    const transactionalId = 'arn:aws:kafka:us-east-1:000000000000:transactional-id/tributary/0a1b-2/x.*';
    expect(lines(statements).filter((line) => !before.includes(line))).toEqual([
      'AlterGroup group/cg-control-x.*',
      'AlterGroup group/connect-x-coord',
      `AlterTransactionalId ${transactionalId}`,
      'DescribeGroup group/cg-control-x.*',
      'DescribeGroup group/connect-x-coord',
      'DescribeTopic topic/iceberg-control.x',
      'DescribeTopic topic/iceberg-control.x',
      `DescribeTransactionalId ${transactionalId}`,
      'ReadData topic/iceberg-control.x',
      'WriteData topic/iceberg-control.x',
    ]);
  });

  test('no connector may create a topic, delete one, or use a wildcard, except for what MSK Connect names itself', () => {
    for (const spec of allConnectorSpecs()) {
      const granted = lines(connectorStatements(ARNS, spec));
      const { groupPrefixes, transactionalIdPrefixes } = spec.ownClients;
      const own = [...groupPrefixes, ...transactionalIdPrefixes].map((prefix) => `/${prefix}*`);
      const wide = granted.filter((line) => /[*?]/.test(line) && !line.includes('__amazon_msk_connect_'));
      expect(wide.filter((line) => !own.some((end) => line.endsWith(end)))).toEqual([]);
      expect(own.every((end) => end.includes(`${spec.name}.`))).toBe(true);
      const kinds = spec.worker['offset.storage.topic'] === undefined ? 3 : 2;
      expect(granted.filter((line) => /^(Create|Delete|Alter)Topic /.test(line))).toHaveLength(kinds);
    }
  });

  test.each([
    ['acks of a producer of its own', { 'schema.history.internal.producer.acks': 'all' }, {}, true],
    ['an override', { 'producer.override.enable.idempotence': 'true' }, {}, true],
    ['a worker property', {}, { 'producer.enable.idempotence': 'true' }, true],
    ['acks of the worker', {}, { 'producer.acks': 'all' }, false],
    ['nothing', {}, {}, false],
  ])('%s decides whether it may use an idempotent producer', (_what, config, worker, expected) => {
    const spec = connectorSpec('salesdb-cdc');
    const statements = connectorStatements(ARNS, {
      ...spec,
      config: { ...spec.config, ...config },
      worker: { ...spec.worker, ...worker },
    });
    expect(lines(statements).includes('WriteDataIdempotently cluster')).toBe(expected);
  });
});

describe('fails', () => {
  test.each([
    ['no topic', () => topicRead(ARNS, []), '`topics` must name at least one, got: []'],
    ['a wildcard for a topic', () => topicWrite(ARNS, ['*']), '`topics` must be named with 1 to 249 letters'],
    ['a wildcard for a group', () => groupUse(ARNS, ['connect-?']), '`groups` must be named with 1 to 249 letters'],
    ['a wildcard for the beginning of groups', () => transientGroupUse(ARNS, ['*']), 'got: *'],
    ['a wildcard for a transactional id', () => transactionUse(ARNS, ['x*']), '`transactionalIds` must be named with'],
    ['a wildcard for a connector', () => connectInternalTopics(ARNS, 'a*', 'made'), 'got: a*'],
  ])('on %s', (_what, statement, message) => {
    expect(statement).toThrow(message);
  });
});
