import {
  ClientAuthentication,
  ClientBrokerEncryption,
  Cluster,
  ClusterMonitoringLevel,
  KafkaVersion,
} from '@aws-cdk/aws-msk-alpha';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as msk from 'aws-cdk-lib/aws-msk';
import * as cr from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { largestEvent, largestRecord } from '../../connectors/fragments/record-size';
import type { DataPolicy } from '../config/data-policy';
import type { StreamingConfig } from '../config/environment';
import { fail } from '../core/fail';
import { sharedValue } from '../core/shared-value';
import { type ClusterArns, clusterArns } from './kafka-policies';
import { serverPropertiesName, serverPropertiesText } from './server-properties';

/** Port of the IAM-authenticated listener. */
export const KAFKA_IAM_PORT = ec2.Port.tcp(9098);

/** `kafka.t3.small` exists but cannot run without ZooKeeper. */
const INSTANCE_TYPE = /^(m5|m7g)\.(large|xlarge|2xlarge|4xlarge|8xlarge|12xlarge|16xlarge)$/;

/** A Kafka cluster that clients reach with IAM over TLS, and with nothing else. */
export interface IKafkaCluster extends ec2.IConnectable {
  readonly clusterArn: string;
  /** What the ARNs of topics and groups are made of, for policies in any stack. */
  readonly arns: ClusterArns;
  /** Comma-separated `host:port` of the IAM listener. */
  readonly bootstrapBrokers: string;
  /** Gives the grantee statements of `kafka-policies`, which say what a whole connector may do. */
  grantStatements(grantee: iam.IGrantable, statements: readonly iam.PolicyStatement[]): void;
}

export interface KafkaClusterProps extends StreamingConfig {
  readonly vpc: ec2.IVpc;
  /** One subnet per zone; brokers are spread evenly over them. */
  readonly subnets: ec2.SubnetSelection;
  readonly clusterName: string;
  readonly dataPolicy: DataPolicy;
  /**
   * Key of the brokers' volumes.
   *
   * @default - a key that AWS holds
   */
  readonly encryptionKey?: kms.IKey;
}

/** MSK on Kafka 3.9 without ZooKeeper: IAM only, TLS everywhere, own broker configuration, broker logs. */
export class KafkaCluster extends Construct implements IKafkaCluster {
  readonly clusterArn: string;
  readonly arns: ClusterArns;
  readonly bootstrapBrokers: string;
  readonly connections: ec2.Connections;
  /** Brokers in all: one per zone times `brokersPerZone`. */
  readonly brokerCount: number;

  constructor(scope: Construct, id: string, props: KafkaClusterProps) {
    super(scope, id);
    if (!INSTANCE_TYPE.test(props.brokerInstanceType)) {
      fail(
        this,
        `\`brokerInstanceType\` must be an m5 or m7g type (KRaft has no t3.small), got: ${props.brokerInstanceType}`,
      );
    }
    if (!Number.isInteger(props.brokersPerZone) || props.brokersPerZone < 1) {
      fail(this, `\`brokersPerZone\` must be a whole number of at least 1, got: ${props.brokersPerZone}`);
    }
    const zones = props.vpc.selectSubnets(props.subnets).availabilityZones.length;
    this.brokerCount = zones * props.brokersPerZone;

    const serverProperties = serverPropertiesText({
      retention: props.retention,
      maxRecordBytes: largestRecord(largestEvent(props.maxRowSize.toBytes())),
    });
    const configuration = new msk.CfnConfiguration(this, 'Configuration', {
      name: serverPropertiesName(props.clusterName, serverProperties),
      serverProperties,
    });
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: 'Kafka brokers',
      allowAllOutbound: false,
    });
    const cluster = new Cluster(this, 'Cluster', {
      clusterName: props.clusterName,
      kafkaVersion: KafkaVersion.V3_9_X_KRAFT,
      vpc: props.vpc,
      vpcSubnets: props.subnets,
      securityGroups: [securityGroup],
      instanceType: new ec2.InstanceType(props.brokerInstanceType),
      numberOfBrokerNodes: props.brokersPerZone,
      ebsStorageInfo: { volumeSize: props.brokerStorage.toGibibytes(), encryptionKey: props.encryptionKey },
      configurationInfo: { arn: configuration.attrArn, revision: revisionOf(configuration) },
      clientAuthentication: ClientAuthentication.sasl({ iam: true }),
      encryptionInTransit: { clientBroker: ClientBrokerEncryption.TLS, enableInCluster: true },
      monitoring: { clusterMonitoringLevel: ClusterMonitoringLevel.PER_BROKER },
      logging: { cloudwatchLogGroup: this.createLogGroup(props) },
      removalPolicy: props.dataPolicy.removalPolicy,
    });
    this.clusterArn = cluster.clusterArn;
    const parts = clusterArns(this.clusterArn);
    this.arns = {
      cluster: this.clusterArn,
      owner: sharedValue(this, 'ArnOwner', parts.owner),
      path: sharedValue(this, 'ArnPath', parts.path),
    };
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: KAFKA_IAM_PORT });
    this.bootstrapBrokers = this.lookUpBootstrapBrokers(props.dataPolicy);
  }

  grantStatements(grantee: iam.IGrantable, statements: readonly iam.PolicyStatement[]): void {
    for (const statement of statements) {
      grantee.grantPrincipal.addToPrincipalPolicy(statement);
    }
  }

  /** Log groups below this prefix do not use up the account's limited resource policy for log delivery. */
  private createLogGroup(props: KafkaClusterProps): logs.LogGroup {
    return new logs.LogGroup(this, 'BrokerLogs', {
      ...props.dataPolicy.logs,
      logGroupName: `/aws/vendedlogs/msk/${props.clusterName}`,
    });
  }

  /**
   * CloudFormation has no attribute for the brokers' addresses, so they are looked up: when the cluster is made, and not
   * again. Another string would replace every connector, and the first brokers stay valid when more are added.
   */
  private lookUpBootstrapBrokers(dataPolicy: DataPolicy): string {
    const lookup = new cr.AwsCustomResource(this, 'BootstrapBrokers', {
      resourceType: 'Custom::BootstrapBrokers',
      onUpdate: {
        service: 'Kafka',
        action: 'getBootstrapBrokers',
        parameters: { ClusterArn: this.clusterArn },
        physicalResourceId: cr.PhysicalResourceId.of('bootstrap-brokers'),
        outputPaths: ['BootstrapBrokerStringSaslIam'],
      },
      policy: cr.AwsCustomResourcePolicy.fromSdkCalls({ resources: [this.clusterArn] }),
      installLatestAwsSdk: false,
      logGroup: new logs.LogGroup(this, 'BootstrapBrokersLogs', dataPolicy.logs),
    });
    return lookup.getResponseField('BootstrapBrokerStringSaslIam');
  }
}

function revisionOf(configuration: msk.CfnConfiguration): number {
  return configuration.attrLatestRevisionRevision as unknown as number;
}
