import { Connection, ConnectionType, PySparkStreamingJob } from '@aws-cdk/aws-glue-alpha';
import type { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { followedTopics } from '../../connectors/dataset';
import { TABLE_PREFIXES } from '../lake/table-prefixes';
import { type IKafkaCluster, KAFKA_IAM_PORT } from '../streaming/kafka-cluster';
import { streamReadStatements } from '../streaming/kafka-policies';
import { type DeltaJobProps, deltaJobProps } from './delta-job';
import { kafkaSourceArgument } from './job-arguments';
import { networkStatements } from './job-policies';
import { ScheduledTrigger } from './scheduled-trigger';
import { UpsertRuntime } from './upsert-runtime';

export interface UpsertStreamJobProps extends DeltaJobProps {
  readonly cluster: IKafkaCluster;
  readonly vpc: ec2.IVpc;
  /** Private subnets; the job lives in the first. They have endpoints of the services that a Glue job calls. */
  readonly subnets: ec2.SubnetSelection;
  /** How long a run that ended stays ended at most: at least 5 minutes, and a divisor of an hour or of a day; undefined where people start it. */
  readonly schedule: Duration | undefined;
}

/**
 * Brings new records of the topics into Delta tables within a minute, by a run that does not end. Billed by the hour, so
 * it is for those who cannot wait for the next run of `UpsertJob`. Never both for one table: a table has one writer.
 */
export class UpsertStreamJob extends Construct implements ec2.IConnectable {
  readonly jobName: string;
  readonly role: iam.Role;
  readonly connections: ec2.Connections;

  /** @throws Error where a property breaks a rule of Glue, or two tables would be one */
  constructor(scope: Construct, id: string, props: UpsertStreamJobProps) {
    super(scope, id);
    const runtime = new UpsertRuntime(this, 'Runtime', props);
    const jobProps = deltaJobProps(runtime, props, 'upsert_stream.py', TABLE_PREFIXES.streamCheckpoints);
    this.role = runtime.role;
    const securityGroup = this.createSecurityGroup(props);
    this.connections = new ec2.Connections({ securityGroups: [securityGroup] });
    this.connections.allowTo(props.cluster, KAFKA_IAM_PORT, 'Kafka with IAM');
    const groupPrefix = props.name;
    props.cluster.grantStatements(
      this.role,
      streamReadStatements(props.cluster.arns, followedTopics(props.datasets), groupPrefix),
    );
    const job = new PySparkStreamingJob(this, 'Job', {
      ...jobProps,
      description: 'Brings new records of the topics into Delta tables',
      connections: [this.createConnection(props, securityGroup)],
      defaultArguments: {
        ...jobProps.defaultArguments,
        '--bootstrap-servers': props.cluster.bootstrapBrokers,
        '--kafka-options': kafkaSourceArgument(groupPrefix),
      },
    });
    job.node.addDependency(runtime, securityGroup);
    this.jobName = job.jobName;
    if (props.schedule !== undefined) {
      new ScheduledTrigger(this, 'Schedule', { jobName: job.jobName, schedule: props.schedule });
    }
  }

  /** Glue asks for a group whose members reach each other on every port: driver and executors choose theirs as they go. */
  private createSecurityGroup({ vpc, name }: UpsertStreamJobProps): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `Workers of job ${name}`,
      allowAllOutbound: false,
    });
    group.connections.allowInternally(ec2.Port.allTcp(), 'Driver and executors');
    group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'AWS APIs');
    return group;
  }

  private createConnection(props: UpsertStreamJobProps, securityGroup: ec2.SecurityGroup): Connection {
    const subnets = props.vpc.selectSubnets(props.subnets).subnets.slice(0, 1);
    const connection = new Connection(this, 'Connection', {
      type: ConnectionType.NETWORK,
      subnet: subnets[0],
      securityGroups: [securityGroup],
    });
    for (const statement of networkStatements(
      this,
      subnets.map((subnet) => subnet.subnetId),
      [securityGroup.securityGroupId],
      connection.connectionName,
    )) {
      this.role.addToPrincipalPolicy(statement);
    }
    return connection;
  }
}
