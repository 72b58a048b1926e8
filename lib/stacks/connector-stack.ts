import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { ConnectorSpec } from '../../connectors/connector-spec';
import type { DataPolicy } from '../config/data-policy';
import type { Connector } from '../ingestion/connector';
import { Ingestion } from '../ingestion/ingestion';
import type { INetwork } from '../network/network';
import type { Alarms } from '../observability/alarms';
import { ConnectorAlarms } from '../observability/connector-alarms';
import type { LogAlarm } from '../observability/log-alarms';
import type { StreamingStack } from './streaming-stack';

export interface ConnectorStackProps extends StackProps {
  readonly state: 'on' | 'suspended';
  readonly connectors: readonly ConnectorSpec[];
  /**
   * Secrets by the names that connectors have for them.
   *
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, secretsmanager.ISecret>>;
  /**
   * Names of secrets that are there already, in the same account and region.
   *
   * @default - none
   */
  readonly existingSecrets?: readonly string[];
  readonly network: INetwork;
  readonly streaming: StreamingStack;
  /** Where the topics are that they read and write. */
  readonly topics: readonly Stack[];
  readonly alarms: Alarms;
  /**
   * Lines of their logs to tell of, besides their tasks.
   *
   * @default - none
   */
  readonly alarmLines?: readonly LogAlarm[];
  readonly dataPolicy: DataPolicy;
}

/** What a capture or a pipeline runs in MSK Connect, by itself: where it fails to start, nothing else is rolled back. */
export class ConnectorStack extends Stack {
  /** None where they are suspended. */
  readonly connectors: readonly Connector[];

  constructor(scope: Construct, id: string, props: ConnectorStackProps) {
    super(scope, id, props);
    const { network, streaming, alarms, alarmLines: lines = [], dataPolicy } = props;
    const { connectors } = new Ingestion(this, 'Ingestion', {
      state: props.state,
      cluster: streaming.cluster,
      vpc: network.vpc,
      subnets: network.privateSubnets,
      connectors: props.connectors,
      secrets: { ...props.secrets, ...this.imported(props.existingSecrets ?? []) },
      logRetention: dataPolicy.logs.retention,
      logRemovalPolicy: dataPolicy.logs.removalPolicy,
    });
    this.connectors = connectors;
    for (const connector of connectors) {
      new ConnectorAlarms(this, 'Alarms', { connector, alarms, lines });
      new CfnOutput(this, 'ConnectorArn', { value: connector.connectorArn });
    }
    // No reference leads from a connector to its topics: only the order of stacks does.
    for (const stack of props.topics) {
      this.addStackDependency(stack);
    }
  }

  private imported(names: readonly string[]): Record<string, secretsmanager.ISecret> {
    return Object.fromEntries(
      names.map((name) => [name, secretsmanager.Secret.fromSecretNameV2(this, `Secret-${name}`, name)]),
    );
  }
}
