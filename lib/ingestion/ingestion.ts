import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { ConnectorSpec, PluginName } from '../../connectors/connector-spec';
import { jsonConverters } from '../../connectors/fragments/converters';
import { fail } from '../core/fail';
import { secretReadStatements } from '../source/secret-policies';
import { type IKafkaCluster, KAFKA_IAM_PORT } from '../streaming/kafka-cluster';
import { connectorStatements } from '../streaming/kafka-policies';
import { Connector } from './connector';
import { secretReferences } from './connector-configuration';
import { ConnectorPlugin } from './connector-plugin';
import { WorkerConfiguration } from './worker-configuration';

export interface IngestionProps {
  readonly cluster: IKafkaCluster;
  readonly vpc: ec2.IVpc;
  /** Private subnets for the workers. */
  readonly subnets: ec2.SubnetSelection;
  /** What to run. Their topics exist already. */
  readonly connectors: readonly ConnectorSpec[];
  /**
   * Secrets by the names that specifications use, which may be tokens; each connector may read those that its own names.
   *
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, secretsmanager.ISecret>>;
  /**
   * `suspended` makes all that connectors need, and leaves them out.
   *
   * @default DEFAULT_STATE
   */
  readonly state?: 'on' | 'suspended';
  /** @default DEFAULT_LOG_RETENTION */
  readonly logRetention?: logs.RetentionDays;
  /** @default DEFAULT_LOG_REMOVAL_POLICY */
  readonly logRemovalPolicy?: RemovalPolicy;
}

export const DEFAULT_STATE = 'on';

/**
 * Connectors with all that each needs: its plugin (shared where two have the same), worker configuration, log group, role,
 * security group, the way to the cluster, and rights in the cluster and to secrets that its specification implies. Ways
 * and rights to what lies outside, such as a database or a bucket, are given to `connector(name)`.
 */
export class Ingestion extends Construct {
  /** In the order of the specifications; none where they are suspended. */
  readonly connectors: readonly Connector[];
  private readonly plugins = new Map<PluginName, ConnectorPlugin>();

  /** @throws Error where specifications clash or contradict themselves */
  constructor(scope: Construct, id: string, props: IngestionProps) {
    super(scope, id);
    const problems = specificationProblems(props.connectors);
    if (problems.length > 0) {
      fail(this, problems.join('\n'));
    }
    this.connectors = props.connectors.flatMap((spec) => this.createConnector(spec, props) ?? []);
  }

  /** @throws Error where no connector has this name */
  connector(name: string): Connector {
    const names = this.connectors.map((connector) => connector.connectorName);
    return (
      this.connectors.find((connector) => connector.connectorName === name) ??
      fail(this, `\`connector\` must be one of ${names.join(', ')}, got: ${name}`)
    );
  }

  private createConnector(spec: ConnectorSpec, props: IngestionProps): Connector | undefined {
    const scope = new Construct(this, spec.name);
    const plugin = this.plugin(spec.plugin);
    const workerConfiguration = new WorkerConfiguration(scope, 'WorkerConfiguration', {
      namePrefix: spec.name,
      properties: { ...jsonConverters(), ...spec.worker },
    });
    if ((props.state ?? DEFAULT_STATE) === 'suspended') {
      return undefined;
    }
    const connector = new Connector(scope, 'Connector', {
      plugin,
      workerConfiguration,
      bootstrapServers: props.cluster.bootstrapBrokers,
      vpc: props.vpc,
      subnets: props.subnets,
      connectorName: spec.name,
      capacity: spec.capacity,
      connectorConfiguration: spec.config,
      logRetention: props.logRetention,
      logRemovalPolicy: props.logRemovalPolicy,
    });
    connector.connections.allowTo(props.cluster, KAFKA_IAM_PORT, 'Kafka with IAM');
    props.cluster.grantStatements(connector, connectorStatements(props.cluster.arns, spec));
    for (const secretName of spec.secretNames) {
      const secret =
        props.secrets?.[secretName] ??
        fail(
          this,
          `\`secrets\` must hold every secret that a connector names, got none for ${spec.name}: ${secretName}`,
        );
      for (const statement of secretReadStatements(secret)) {
        connector.role.addToPrincipalPolicy(statement);
      }
    }
    return connector;
  }

  private plugin(name: PluginName): ConnectorPlugin {
    const plugin = this.plugins.get(name) ?? new ConnectorPlugin(this, name, { plugin: name });
    this.plugins.set(name, plugin);
    return plugin;
  }
}

/** Every contradiction in or between specifications, as `property rule, got: value` sentences. */
export function specificationProblems(specs: readonly ConnectorSpec[]): string[] {
  const names = specs.map((spec) => spec.name);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...repeated.map((name) => `\`connectors\` must have names of their own, got twice: ${name}`),
    ...specs.flatMap((spec) => [...positionProblems(spec), ...secretProblems(spec)]),
  ];
}

/** A source without a topic of its own for its position starts over whenever it is created again. */
function positionProblems(spec: ConnectorSpec): string[] {
  if (spec.kind === 'sink') {
    return [];
  }
  const name = spec.worker['offset.storage.topic'];
  const topic = spec.topics.find((candidate) => candidate.name === name);
  if (topic === undefined) {
    return [`\`${spec.name}.worker\` must set \`offset.storage.topic\` to one of its \`topics\`, got: ${String(name)}`];
  }
  return topic.config['cleanup.policy'] === 'compact'
    ? []
    : [
        `\`${spec.name}.topics\` must have \`cleanup.policy\` compact for the offsets topic ${topic.name}, ` +
          `got: ${String(topic.config['cleanup.policy'])}`,
      ];
}

function secretProblems(spec: ConnectorSpec): string[] {
  const used = new Set(
    Object.values(spec.config)
      .flatMap((value) => secretReferences(String(value)))
      .map((reference) => reference.secretName),
  );
  const undeclared = [...used].filter((name) => !spec.secretNames.includes(name));
  const unused = spec.secretNames.filter((name) => !used.has(name));
  return [
    ...undeclared.map(
      (name) => `\`${spec.name}.secretNames\` must name each secret that its \`config\` uses, got not: ${name}`,
    ),
    ...unused.map(
      (name) => `\`${spec.name}.secretNames\` must name only secrets that its \`config\` uses, got: ${name}`,
    ),
  ];
}
