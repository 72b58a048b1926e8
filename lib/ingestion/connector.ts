import { Annotations, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnConnector } from 'aws-cdk-lib/aws-kafkaconnect';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ConnectorCapacity } from '../../connectors/connector-spec';
import { fail } from '../core/fail';
import { capacityProblems, toCapacityProperty } from './connector-capacity';
import { configurationProblems, isSingleTask, tasksMax } from './connector-configuration';
import type { IConnectorPlugin } from './connector-plugin';
import type { IWorkerConfiguration } from './worker-configuration';

/** Of the versions that MSK Connect offers the one whose workers have Java 17, which all plugins are compiled for. */
const KAFKA_CONNECT_VERSION = '3.7.x';
export const DEFAULT_LOG_RETENTION = logs.RetentionDays.TWO_WEEKS;
export const DEFAULT_LOG_REMOVAL_POLICY = RemovalPolicy.DESTROY;

/** Log groups below it do not use up the account's limited resource policy for log delivery. */
const LOG_GROUP_PREFIX = '/aws/vendedlogs/kafkaconnect';

const CONNECTOR_NAME = /^[A-Za-z0-9-]{1,128}$/;

/** A running MSK Connect connector. */
export interface IConnector extends iam.IGrantable, ec2.IConnectable {
  readonly connectorArn: string;
  readonly connectorName: string;
  /** A metric that MSK Connect reports for this connector, averaged over five minutes unless told otherwise. */
  metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

export interface ConnectorProps {
  /** Code to run. */
  readonly plugin: IConnectorPlugin;
  readonly workerConfiguration: IWorkerConfiguration;
  /** Comma-separated `host:port` of the cluster's IAM listener. */
  readonly bootstrapServers: string;
  readonly vpc: ec2.IVpc;
  /** Subnets of the workers: private ones, since workers never get a public address. */
  readonly subnets: ec2.SubnetSelection;
  /** 1 to 128 letters, digits and `-`, unique in the account and region. It is state and never carries a hash. */
  readonly connectorName: string;
  readonly capacity: ConnectorCapacity;
  /** Kafka Connect's own keys. Strings only; secrets only as `${secretsmanager:<name>:<key>}`. */
  readonly connectorConfiguration: Readonly<Record<string, string>>;
  /** @default - one of its own that lets nothing in, and HTTPS out */
  readonly securityGroups?: ec2.ISecurityGroup[];
  /**
   * It cannot change later without replacing the connector.
   *
   * @default - no description
   */
  readonly description?: string;
  /** @default DEFAULT_LOG_RETENTION */
  readonly logRetention?: logs.RetentionDays;
  /**
   * What becomes of the log group with the connector. One that stays blocks the connector's return under its name.
   *
   * @default DEFAULT_LOG_REMOVAL_POLICY
   */
  readonly logRemovalPolicy?: RemovalPolicy;
}

/**
 * A connector of MSK Connect: IAM and TLS to the cluster, logs delivered, an execution role and a security group of its own.
 * Collaborators are reached by intent: `bucket.grants.write(connector)`, `connector.connections.allowTo(database, …)`.
 *
 * **What changes how.** `capacity`, `connectorConfiguration` and tags change in place, but capacity and configuration not in
 * one deployment, and `connector.class` never. All else, a new plugin included, replaces the connector. CloudFormation would
 * create the successor first, under a name that is still taken, and fail. The name cannot change instead: offsets and consumer
 * groups hang on it. So a replacement takes two deployments: one without the connector, one with it again. The catalog of
 * connectors has the switch; topics stay, and the connector goes on where it stopped.
 */
export class Connector extends Construct implements IConnector {
  readonly connectorArn: string;
  readonly connectorName: string;
  readonly connections: ec2.Connections;
  readonly grantPrincipal: iam.IPrincipal;
  /** Execution role of the workers. */
  readonly role: iam.Role;
  readonly logGroup: logs.LogGroup;

  /** @throws Error where a property breaks a rule of MSK Connect */
  constructor(scope: Construct, id: string, props: ConnectorProps) {
    super(scope, id);
    this.validate(props);

    this.connectorName = props.connectorName;
    this.role = this.createRole();
    this.grantPrincipal = this.role;
    this.connections = new ec2.Connections({
      securityGroups: props.securityGroups ?? [this.createSecurityGroup(props.vpc)],
    });
    this.logGroup = new logs.LogGroup(this, 'Logs', {
      logGroupName: `${LOG_GROUP_PREFIX}/${props.connectorName}`,
      retention: props.logRetention ?? DEFAULT_LOG_RETENTION,
      removalPolicy: props.logRemovalPolicy ?? DEFAULT_LOG_REMOVAL_POLICY,
    });

    const resource = new CfnConnector(this, 'Resource', {
      connectorName: props.connectorName,
      connectorDescription: props.description,
      kafkaConnectVersion: KAFKA_CONNECT_VERSION,
      plugins: [{ customPlugin: { customPluginArn: props.plugin.pluginArn, revision: props.plugin.pluginRevision } }],
      workerConfiguration: {
        workerConfigurationArn: props.workerConfiguration.workerConfigurationArn,
        revision: props.workerConfiguration.workerConfigurationRevision,
      },
      capacity: toCapacityProperty(props.capacity, tasksMax(props.connectorConfiguration)),
      connectorConfiguration: props.connectorConfiguration,
      kafkaCluster: {
        apacheKafkaCluster: {
          bootstrapServers: props.bootstrapServers,
          vpc: {
            subnets: props.vpc.selectSubnets(props.subnets).subnetIds,
            securityGroups: this.connections.securityGroups.map((group) => group.securityGroupId),
          },
        },
      },
      kafkaClusterClientAuthentication: { authenticationType: 'IAM' },
      kafkaClusterEncryptionInTransit: { encryptionType: 'TLS' },
      logDelivery: { workerLogDelivery: { cloudWatchLogs: { enabled: true, logGroup: this.logGroup.logGroupName } } },
      serviceExecutionRoleArn: this.role.roleArn,
    });
    // Creation fails after up to an hour unless the role's permissions and the ways to its servers are there first.
    resource.node.addDependency(this.role, ...this.connections.securityGroups);
    this.connectorArn = resource.attrConnectorArn;
  }

  metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      statistic: cloudwatch.Stats.AVERAGE,
      ...options,
      namespace: 'AWS/KafkaConnect',
      metricName,
      dimensionsMap: { ConnectorName: this.connectorName },
    }).attachTo(this);
  }

  /** Tasks that run. A connector can be RUNNING without any, so this says more than its state. */
  metricRunningTasks(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('RunningTaskCount', { statistic: cloudwatch.Stats.MINIMUM, ...options });
  }

  /** Tasks that stopped with an error. */
  metricErroredTasks(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ErroredTaskCount', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
  }

  /** CPU of the workers, in percent. */
  metricCpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('CpuUtilization', options);
  }

  /** Memory of the workers, in percent of the machine's. */
  metricMemoryUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('MemoryUtilization', options);
  }

  /** Records per second that a source wrote to the cluster. */
  metricSourceRecordWriteRate(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('SourceRecordWriteRate', options);
  }

  /** Records per second that a sink was given. */
  metricSinkRecordSendRate(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('SinkRecordSendRate', options);
  }

  private validate(props: ConnectorProps): void {
    const { capacity, connectorConfiguration } = props;
    const problems = [
      ...(CONNECTOR_NAME.test(props.connectorName)
        ? []
        : [`\`connectorName\` must be 1 to 128 letters, digits or \`-\`, got: ${props.connectorName}`]),
      ...configurationProblems(connectorConfiguration, capacity),
      ...capacityProblems(capacity, tasksMax(connectorConfiguration)),
      ...subnetProblems(props.vpc, props.subnets),
    ];
    if (problems.length > 0) {
      fail(this, problems.join('\n'));
    }
    if (isSingleTask(connectorConfiguration) && capacity.kind === 'provisioned' && capacity.workerCount > 1) {
      Annotations.of(this).addWarningV2(
        'tributary:idleWorkers',
        `\`workerCount\` above 1 pays for idle workers: ${connectorConfiguration['connector.class']} has one task, ` +
          `got: ${capacity.workerCount}`,
      );
    }
  }

  /** Trusts MSK Connect on behalf of this connector only. Wildcard: the last part of its ARN is made at creation. */
  private createRole(): iam.Role {
    const stack = Stack.of(this);
    const connectorArn = stack.formatArn({
      service: 'kafkaconnect',
      resource: 'connector',
      resourceName: `${this.connectorName}/*`,
    });
    return new iam.Role(this, 'Role', {
      description: `Execution role of connector ${this.connectorName}`,
      assumedBy: new iam.ServicePrincipal('kafkaconnect.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': connectorArn },
        },
      }),
    });
  }

  private createSecurityGroup(vpc: ec2.IVpc): ec2.SecurityGroup {
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `Workers of connector ${this.connectorName}`,
      allowAllOutbound: false,
    });
    securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'AWS APIs');
    return securityGroup;
  }
}

function subnetProblems(vpc: ec2.IVpc, subnets: ec2.SubnetSelection): string[] {
  return vpc.selectSubnets(subnets).hasPublic
    ? ['`subnets` must be private because workers get no public address, got: public subnets']
    : [];
}
