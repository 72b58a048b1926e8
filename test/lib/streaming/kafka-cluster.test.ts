import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { KafkaClusterProps } from '../../../lib/streaming/kafka-cluster';
import { RETAIN } from '../../support/data-policy';
import { testCluster } from '../../support/kafka-cluster';
import { testStack } from '../../support/test-app';

function build(props: Partial<KafkaClusterProps> = {}) {
  const stack = testStack();
  const cluster = testCluster(stack, props);
  return { stack, cluster, template: () => Template.fromStack(stack) };
}

describe('defaults', () => {
  const { template } = build();
  const resources = template();

  test('Kafka 3.9 without ZooKeeper, one broker per zone, IAM and TLS only', () => {
    resources.hasResource('AWS::MSK::Cluster', {
      DeletionPolicy: 'Delete',
      Properties: {
        KafkaVersion: '3.9.x.kraft',
        NumberOfBrokerNodes: 3,
        BrokerNodeGroupInfo: {
          InstanceType: 'kafka.m7g.large',
          ClientSubnets: [Match.anyValue(), Match.anyValue(), Match.anyValue()],
          StorageInfo: { EBSStorageInfo: { VolumeSize: 50 } },
        },
        ClientAuthentication: { Sasl: { Iam: { Enabled: true } }, Tls: Match.absent() },
        EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true } },
        LoggingInfo: { BrokerLogs: { CloudWatchLogs: { Enabled: true, LogGroup: Match.anyValue() } } },
        ConfigurationInfo: { Arn: Match.anyValue(), Revision: Match.anyValue() },
      },
    });
  });

  test('broker logs where they take nothing from the resource policy of the account', () => {
    resources.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Delete',
      Properties: { LogGroupName: '/aws/vendedlogs/msk/tributary-test', RetentionInDays: 7 },
    });
  });

  test('a broker configuration whose name changes with its content', () => {
    resources.hasResourceProperties('AWS::MSK::Configuration', {
      Name: Match.stringLikeRegexp('^tributary-test-[0-9a-f]{12}$'),
      ServerProperties: Match.stringLikeRegexp('auto\\.create\\.topics\\.enable=false'),
    });
  });

  test('nobody is admitted until a client asks', () => {
    resources.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('the lookup of the brokers may do that and nothing else', () => {
    resources.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: 'kafka:GetBootstrapBrokers',
            Effect: 'Allow',
            Resource: { Ref: Match.stringLikeRegexp('^KafkaCluster') },
          },
        ],
      },
    });
  });
});

describe('options', () => {
  test('more brokers leave the bootstrap string alone, for another string would replace every connector', () => {
    const lookups = [1, 2].map((brokersPerZone) => {
      const resources = build({ brokersPerZone }).template();
      resources.hasResourceProperties('AWS::MSK::Cluster', { NumberOfBrokerNodes: 3 * brokersPerZone });
      return resources.findResources('Custom::BootstrapBrokers');
    });
    expect(lookups[0]).toEqual(lookups[1]);
  });

  test('a key of its own, and data that stays', () => {
    const stack = testStack();
    const cluster = testCluster(stack, { dataPolicy: RETAIN, encryptionKey: new kms.Key(stack, 'Key') });
    expect(cluster.brokerCount).toBe(3);
    Template.fromStack(stack).hasResource('AWS::MSK::Cluster', {
      DeletionPolicy: 'Retain',
      Properties: { EncryptionInfo: { EncryptionAtRest: { DataVolumeKMSKeyId: Match.anyValue() } } },
    });
  });
});

describe('fails', () => {
  test.each(['t3.small', 'c5.large'])('for brokers of type %s', (brokerInstanceType) => {
    expect(() => build({ brokerInstanceType })).toThrow(
      `Test/Kafka: \`brokerInstanceType\` must be an m5 or m7g type (KRaft has no t3.small), got: ${brokerInstanceType}`,
    );
  });

  test.each([0, 1.5])('for %d brokers per zone', (brokersPerZone) => {
    expect(() => build({ brokersPerZone })).toThrow(
      `Test/Kafka: \`brokersPerZone\` must be a whole number of at least 1, got: ${brokersPerZone}`,
    );
  });
});
