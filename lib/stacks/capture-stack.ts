import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ConnectorSpec } from '../../connectors/connector-spec';
import type { Dataset } from '../../connectors/dataset';
import type { DataPolicy } from '../config/data-policy';
import type { CaptureConfig, CaptureState } from '../config/environment';
import { Ingestion } from '../ingestion/ingestion';
import type { INetwork } from '../network/network';
import { SourceReadiness } from '../source/source-readiness';
import type { DatabaseStack } from './database-stack';
import type { StreamingStack } from './streaming-stack';

export interface CaptureStackProps extends StackProps {
  readonly state: CaptureState;
  readonly whenTablesMissing: CaptureConfig['whenTablesMissing'];
  readonly source: DatabaseStack;
  readonly datasets: readonly Dataset[];
  readonly connector: ConnectorSpec;
  readonly network: INetwork;
  readonly streaming: StreamingStack;
  /** Where the topics are that it writes. */
  readonly topics: readonly Stack[];
  readonly dataPolicy: DataPolicy;
}

/** One reader of a database's log, and what has to be true of its tables: where that fails, nothing else is rolled back. */
export class CaptureStack extends Stack {
  constructor(scope: Construct, id: string, props: CaptureStackProps) {
    super(scope, id, props);
    const { source, network, streaming, dataPolicy } = props;
    const readiness = new SourceReadiness(this, 'Source', {
      database: source.database,
      vpc: network.vpc,
      subnets: network.privateSubnets,
      capturedTables: props.datasets,
      whenTablesMissing: props.whenTablesMissing,
      logs: dataPolicy.logs,
    });
    const { connectors } = new Ingestion(this, 'Ingestion', {
      state: props.state,
      cluster: streaming.cluster,
      vpc: network.vpc,
      subnets: network.privateSubnets,
      connectors: [props.connector],
      secrets: { [source.cdcSecretName]: source.database.cdcSecret },
      logRetention: dataPolicy.logs.retention,
      logRemovalPolicy: dataPolicy.logs.removalPolicy,
    });
    for (const connector of connectors) {
      connector.connections.allowToDefaultPort(source.database, 'Changes of captured tables');
      connector.node.addDependency(readiness);
      new CfnOutput(this, 'ConnectorArn', { value: connector.connectorArn });
    }
    // No reference leads from a connector to its topics, or to what the database's bootstrap did: only the order of stacks does.
    this.addStackDependency(source);
    for (const stack of props.topics) {
      this.addStackDependency(stack);
    }
  }
}
