import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ClientHostConfig } from '../config/environment';
import { ArchiveAsset } from '../ingestion/archive-asset';
import type { INetwork } from '../network/network';
import type { SchemaRegistry } from '../registry/schema-registry';
import type { ISourceDatabase } from '../source/source-database';
import { ClientHost } from '../streaming/client-host';
import type { KafkaCluster } from '../streaming/kafka-cluster';

export interface OperatorStackProps extends StackProps {
  readonly network: INetwork;
  readonly cluster: KafkaCluster;
  readonly databases: readonly ISourceDatabase[];
  /** Undefined where there is none. */
  readonly registry: SchemaRegistry | undefined;
  readonly clientHost: ClientHostConfig;
}

/** Where people work from. */
export class OperatorStack extends Stack {
  constructor(scope: Construct, id: string, props: OperatorStackProps) {
    super(scope, id, props);
    const host = new ClientHost(this, 'ClientHost', {
      vpc: props.network.vpc,
      subnets: props.network.privateSubnets,
      cluster: props.cluster,
      databases: onePerWay(props.databases),
      secrets: props.databases.flatMap((database) => (database.appSecret === undefined ? [] : [database.appSecret])),
      tools: new ArchiveAsset(this, 'ClientTools', { plugin: 'client-tools' }),
      instanceType: props.clientHost.instanceType,
    });
    props.registry?.allowReading(host);
    new CfnOutput(this, 'ClientHostSession', {
      value: `aws ssm start-session --target ${host.instanceId}`,
      description: 'Opens a shell on the client host',
    });
  }
}

/** Of databases behind one security group and port the way is opened once: a rule that is there already is refused. */
function onePerWay(databases: readonly ISourceDatabase[]): ISourceDatabase[] {
  const ways = databases.map((database) => {
    const groups = database.connections.securityGroups.map(({ securityGroupId }) => securityGroupId);
    return [`${groups.join()} ${database.port}`, database] as const;
  });
  return [...new Map(ways).values()];
}
