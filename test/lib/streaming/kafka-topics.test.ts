import { Template } from 'aws-cdk-lib/assertions';
import type { TopicSpec } from '../../../connectors/connector-spec';
import type { DataPolicy } from '../../../lib/config/data-policy';
import { KafkaTopics } from '../../../lib/streaming/kafka-topics';
import { DESTROY, RETAIN } from '../../support/data-policy';
import { testCluster } from '../../support/kafka-cluster';
import { testStack } from '../../support/test-app';

const ORDERS: TopicSpec = {
  name: 'shop.orders',
  partitions: 3,
  config: { 'cleanup.policy': 'compact', 'retention.ms': '-1' },
};

function template(topics: readonly TopicSpec[], dataPolicy: DataPolicy = DESTROY): Template {
  const stack = testStack();
  const cluster = testCluster(stack, { dataPolicy });
  new KafkaTopics(stack, 'Topics', { cluster, topics, dataPolicy });
  return Template.fromStack(stack);
}

test('a topic as the specification has it, three copies of everything', () => {
  template([ORDERS]).hasResource('AWS::MSK::Topic', {
    DeletionPolicy: 'Delete',
    Properties: {
      TopicName: 'shop.orders',
      PartitionCount: 3,
      ReplicationFactor: 3,
      Configs: Buffer.from('cleanup.policy=compact\nretention.ms=-1\n').toString('base64'),
    },
  });
});

test('where data is kept, only a failed creation takes its topic back', () => {
  template([ORDERS], RETAIN).hasResource('AWS::MSK::Topic', { DeletionPolicy: 'RetainExceptOnCreate' });
});

test('fails for an illegal name', () => {
  expect(() => template([{ ...ORDERS, name: 'shop orders' }])).toThrow(
    'Test/Topics: `topics` must be named with 1 to 249 letters, digits, `.`, `_` or `-`, got: shop orders',
  );
});

test('fails for names that a metric cannot keep apart', () => {
  expect(() => template([ORDERS, { ...ORDERS, name: 'shop_orders' }])).toThrow(
    'Test/Topics: `topics` must differ in more than `.` and `_`, got: shop.orders and shop_orders',
  );
});
