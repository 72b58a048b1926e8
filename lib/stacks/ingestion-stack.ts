import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Catalog } from '../../connectors/catalog';
import type { ConnectorSpec } from '../../connectors/connector-spec';
import type { DataPolicy } from '../config/data-policy';
import type { Connector } from '../ingestion/connector';
import { Ingestion } from '../ingestion/ingestion';
import type { Network } from '../network/network';
import type { LakeStack } from './lake-stack';
import type { SourceStack } from './source-stack';
import type { StreamingStack } from './streaming-stack';

export interface IngestionStackProps extends StackProps {
  readonly pipeline: string;
  readonly catalog: Catalog;
  readonly network: Network;
  /** By key in the environment's `sources`. */
  readonly sources: Readonly<Record<string, SourceStack>>;
  readonly streaming: StreamingStack;
  readonly lake: LakeStack;
  readonly dataPolicy: DataPolicy;
}

/** The connectors of one pipeline: one that fails to start rolls back only its own. */
export class IngestionStack extends Stack {
  private readonly props: IngestionStackProps;

  constructor(scope: Construct, id: string, props: IngestionStackProps) {
    super(scope, id, props);
    this.props = props;
    const specs = Object.values(props.catalog)
      .filter((entry) => entry.pipeline === props.pipeline && entry.state === 'deployed')
      .map((entry) => entry.spec);
    const ingestion = new Ingestion(this, 'Ingestion', {
      cluster: props.streaming.cluster,
      vpc: props.network.vpc,
      subnets: props.network.privateSubnets,
      connectors: specs,
      secrets: Object.fromEntries(
        Object.values(props.sources).map(({ endpoint, database }) => [endpoint.cdcSecretName, database.cdcSecret]),
      ),
      logRetention: props.dataPolicy.logs.retention,
      logRemovalPolicy: props.dataPolicy.logs.removalPolicy,
    });
    for (const spec of specs) {
      const connector = ingestion.connector(spec.name);
      this.openWays(connector, spec);
      new CfnOutput(this, `ConnectorArn-${spec.name}`, { value: connector.connectorArn });
    }
    // No reference leads from a connector to its topics, or to what the bootstrap did: only the order of stacks does.
    this.addStackDependency(props.streaming);
    for (const source of Object.values(props.sources)) {
      this.addStackDependency(source);
    }
  }

  private openWays(connector: Connector, spec: ConnectorSpec): void {
    const { sourceDatabase, archivePrefix } = spec.reaches;
    if (sourceDatabase !== undefined) {
      const source = this.props.sources[sourceDatabase];
      if (source !== undefined) {
        connector.connections.allowToDefaultPort(source.database, 'Changes of captured tables');
      }
    }
    if (archivePrefix !== undefined) {
      this.props.lake.archive.grantAppend(connector, archivePrefix);
    }
  }
}
