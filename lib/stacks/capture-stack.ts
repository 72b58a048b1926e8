import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { ConnectorSpec } from '../../connectors/connector-spec';
import type { CaptureState } from '../config/capture';
import type { DataPolicy } from '../config/data-policy';
import type { Connector } from '../ingestion/connector';
import { Ingestion } from '../ingestion/ingestion';
import type { INetwork } from '../network/network';
import type { Alarms } from '../observability/alarms';
import { ConnectorAlarms } from '../observability/connector-alarms';
import type { StreamingStack } from './streaming-stack';

export interface CaptureStackProps extends StackProps {
  readonly state: CaptureState;
  readonly connector: ConnectorSpec;
  /**
   * Secrets by the names that the connector has for them.
   *
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, secretsmanager.ISecret>>;
  readonly network: INetwork;
  readonly streaming: StreamingStack;
  /** Where the topics are that it writes. */
  readonly topics: readonly Stack[];
  readonly alarms: Alarms;
  readonly dataPolicy: DataPolicy;
}

/** One writer of topics, by itself: where it fails to start, nothing else is rolled back. */
export class CaptureStack extends Stack {
  /** None where the capture is suspended. */
  readonly connectors: readonly Connector[];

  constructor(scope: Construct, id: string, props: CaptureStackProps) {
    super(scope, id, props);
    const { network, streaming, dataPolicy } = props;
    const { connectors } = new Ingestion(this, 'Ingestion', {
      state: props.state,
      cluster: streaming.cluster,
      vpc: network.vpc,
      subnets: network.privateSubnets,
      connectors: [props.connector],
      secrets: props.secrets,
      logRetention: dataPolicy.logs.retention,
      logRemovalPolicy: dataPolicy.logs.removalPolicy,
    });
    this.connectors = connectors;
    for (const connector of connectors) {
      new ConnectorAlarms(this, 'Alarms', { connector, alarms: props.alarms, lines: [] });
      new CfnOutput(this, 'ConnectorArn', { value: connector.connectorArn });
    }
    // No reference leads from a connector to its topics: only the order of stacks does.
    for (const stack of props.topics) {
      this.addStackDependency(stack);
    }
  }
}
