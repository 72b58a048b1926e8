import { Annotations, Aspects, type Stack, Stage, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { byGroup, DEFAULT_GROUP, topicName } from '../connectors/dataset';
import { captureKind } from './captures/kinds';
import { DEFAULT_CAPTURE_STATE } from './config/capture';
import { type DataPolicy, dataPolicy } from './config/data-policy';
import type { EnvironmentConfig } from './config/environment';
import { fail } from './core/fail';
import { ExistingNetwork } from './network/existing-network';
import type { INetwork } from './network/network';
import { dataStacks } from './pipelines/data-stacks';
import type { DestinationKind, Places } from './pipelines/destination-kind';
import { DESTINATION_KINDS } from './pipelines/kinds';
import { type PlatformPlan, planPlatform, requireNone, topicsOf } from './pipelines/platform-plan';
import { sourceConnectors } from './pipelines/source-connectors';
import { topicGroups } from './pipelines/topic-groups';
import { DATABASE_OF_REGISTRY } from './registry/registry-database';
import { AlarmsStack } from './stacks/alarms-stack';
import { CatalogStack } from './stacks/catalog-stack';
import { DatabaseStack } from './stacks/database-stack';
import { LakeStack } from './stacks/lake-stack';
import { NetworkStack } from './stacks/network-stack';
import { OperatorStack } from './stacks/operator-stack';
import { RegistryStack, type RegistryStackProps } from './stacks/registry-stack';
import { RetainExceptOnCreate } from './stacks/retain-except-on-create';
import { ServingStack } from './stacks/serving-stack';
import { StreamingStack } from './stacks/streaming-stack';
import { TopicsStack } from './stacks/topics-stack';
import { UpkeepStack } from './stacks/upkeep-stack';
import { WarehouseStack } from './stacks/warehouse-stack';
import { partitionProblems } from './streaming/broker-partitions';
import { topicProblems } from './streaming/kafka-topics';

/** Account of a stage that may not be deployed yet: the CDK refuses it, for no credentials ever match it. */
const NO_ACCOUNT = '000000000000';

/** One environment, whole: its stacks from the ground up, in the direction the data flows. */
export class PlatformStage extends Stage {
  /**
   * @param kinds destinations that pipelines may lead to
   * @throws Error with every rule that the configuration breaks
   */
  constructor(scope: Construct, config: EnvironmentConfig, kinds: readonly DestinationKind[] = DESTINATION_KINDS) {
    const plan = planPlatform(config, kinds);
    super(scope, config.name, {
      stageName: `Tributary-${config.name}`,
      env: { region: config.region, account: config.account ?? (config.accountRequired ? NO_ACCOUNT : undefined) },
    });
    const policy = dataPolicy(config);

    const { alarms } = new AlarmsStack(this, 'Alarms', { dataPolicy: policy });
    const lake = new LakeStack(this, 'Lake', {
      namePrefix: `tributary_${config.name}`,
      deltaTables: plan.lakeTables,
      dataPolicy: policy,
    });
    const network = this.network(config, plan, policy, lake);
    const databases = Object.fromEntries(
      Object.entries(config.databases).map(([key, database]) => [
        key,
        new DatabaseStack(this, `Database-${key}`, {
          key,
          network,
          alarms,
          namePrefix: plan.namePrefix,
          config: database,
          ownedDatabase: config.registry?.database === key ? DATABASE_OF_REGISTRY : undefined,
          dataPolicy: policy,
        }),
      ]),
    );
    const registry = this.registry(config, plan, policy, { alarms, network, databases });
    const streaming = new StreamingStack(this, 'Streaming', {
      network,
      streaming: config.streaming,
      clusterName: plan.namePrefix,
      dataPolicy: policy,
    });

    const places: Places = {
      region: config.region,
      bootstrapServers: streaming.cluster.bootstrapBrokers,
      archiveBucketName: lake.archive.bucket.bucketName,
      tablesBucketName: lake.tables.bucket.bucketName,
      registryUrl: registry?.url,
      maxEventBytes: plan.maxEventBytes,
    };
    const sinks = new Map(plan.pipelines.map(({ pipeline, plan: own }) => [pipeline.name, own.connectors(places)]));
    const sources = sourceConnectors(config, plan, databases, places);
    const connectors = [...sources.values(), ...[...sinks.values()].flat()];
    const { brokerInstanceType } = config.streaming;
    requireNone(config, [
      ...topicProblems(topicsOf(connectors)),
      ...partitionProblems(topicsOf(connectors), connectors.length, brokerInstanceType, streaming.cluster.brokerCount),
    ]);

    for (const [group, deltaTables] of byGroup(plan.lakeTables).filter(([number]) => number !== DEFAULT_GROUP)) {
      new CatalogStack(this, `Lake-${group}`, { lake, deltaTables });
    }
    const topics = new Map<string, readonly TopicsStack[]>();
    for (const [key, capture] of Object.entries(config.captures)) {
      const connector = required(sources, key);
      const datasets = plan.captured[key] ?? [];
      const readers = plan.pipelines.filter(({ pipeline }) => pipeline.capture === key);
      const specs = topicsOf([connector, ...readers.flatMap(({ pipeline }) => sinks.get(pipeline.name) ?? [])]);
      const stacks = topicGroups(specs, datasets).map(
        ([group, own]) =>
          new TopicsStack(this, group === DEFAULT_GROUP ? `Topics-${key}` : `Topics-${key}-${group}`, {
            streaming,
            topics: own,
            dataPolicy: policy,
          }),
      );
      topics.set(key, stacks);
      const captureStack = captureKind(capture).createStack(this, `Capture-${key}`, capture, {
        key,
        state: capture.state ?? DEFAULT_CAPTURE_STATE,
        datasets,
        itemTables: readers.flatMap(({ plan: { itemTables } }) => itemTables),
        warehouseTopics: readers
          .filter(({ plan: { warehouseSchema } }) => warehouseSchema !== undefined)
          .flatMap(({ pipeline }) => pipeline.datasets.map(topicName)),
        keptRows: readers.flatMap(({ plan: { rows } }) => rows?.keptRows ?? []),
        databases,
        registry,
        connector,
        network,
        streaming,
        topics: stacks,
        alarms,
        dataPolicy: policy,
      });
      Tags.of(captureStack).add('tributary:capture', key);
    }
    const warehouse =
      config.warehouse === undefined
        ? undefined
        : new WarehouseStack(this, 'Warehouse', {
            name: plan.namePrefix,
            config: config.warehouse,
            network,
            streaming,
            dataPolicy: policy,
          });
    const stacked = { lake, dataPolicy: policy, topicRetention: config.streaming.retention };
    const data = new Map(plan.pipelines.map((each) => [each.pipeline.name, dataStacks(this, each, stacked)]));
    const serving = new ServingStack(this, 'Serving', {
      lake,
      workgroupName: plan.namePrefix,
      athena: config.serving.athena,
      queriedTables: plan.queriedTables.map(({ pipeline, ...table }) => ({
        ...table,
        ...required(data, pipeline),
      })),
      dataPolicy: policy,
    });
    for (const { pipeline } of plan.pipelines.filter(({ pipeline: { state } }) => state !== 'off')) {
      const stack = pipeline.kind.createStack(this, `Pipeline-${pipeline.name}`, {
        pipeline,
        state: pipeline.state === 'suspended' ? 'suspended' : 'on',
        connectors: required(sinks, pipeline.name),
        network,
        streaming,
        topics: required(topics, pipeline.capture),
        lake,
        serving,
        ...required(data, pipeline.name),
        log: pipeline.from && required(data, pipeline.from.name).iceberg,
        warehouse,
        registry,
        alarms,
        dataPolicy: policy,
      });
      Tags.of(stack).add('tributary:pipeline', pipeline.name);
    }

    if (config.upkeep !== undefined) {
      new UpkeepStack(this, 'Upkeep', {
        config: config.upkeep,
        name: `${plan.namePrefix}-upkeep`,
        lake,
        deltaTables: plan.lakeTables,
        icebergTables: [...data.values()].flatMap(({ iceberg }) => iceberg ?? []),
        topicRetention: config.streaming.retention,
        alarms,
        dataPolicy: policy,
      });
    }
    if (config.clientHost.presence === 'present') {
      new OperatorStack(this, 'Operator', {
        network,
        cluster: streaming.cluster,
        databases: Object.values(databases).map(({ database }) => database),
        registry: registry?.registry,
        clientHost: config.clientHost,
      });
    }
    Aspects.of(this).add(new RetainExceptOnCreate());
    Tags.of(this).add('tributary:environment', config.name);
    if (config.accountRequired && config.account === undefined) {
      Annotations.of(this).addWarningV2(
        'tributary:account',
        `${config.name} can be synthesized but not deployed: set its \`account\` in lib/config/environments/prod.ts`,
      );
    }
  }

  private registry(
    { registry }: EnvironmentConfig,
    { namePrefix }: PlatformPlan,
    dataPolicy: DataPolicy,
    {
      databases,
      ...places
    }: Pick<RegistryStackProps, 'alarms' | 'network'> & {
      readonly databases: Readonly<Record<string, DatabaseStack>>;
    },
  ): RegistryStack | undefined {
    const database = registry && databases[registry.database];
    return registry === undefined || database === undefined
      ? undefined
      : new RegistryStack(this, 'Registry', { config: registry, namePrefix, database, dataPolicy, ...places });
  }

  /** @param anywhere a stack: what is there already is no resource of any */
  private network(
    { network, availabilityZones, registry }: EnvironmentConfig,
    { jobs, catalogs }: PlatformPlan,
    policy: DataPolicy,
    anywhere: Stack,
  ): INetwork {
    return network.kind === 'existing'
      ? new ExistingNetwork(anywhere, 'Network', { ...network, availabilityZones })
      : new NetworkStack(this, 'Network', {
          ...network,
          availabilityZones,
          dataPolicy: policy,
          jobs,
          catalogs,
          containers: registry === undefined ? 'outside' : 'inside',
        }).network;
  }
}

function required<T>(values: ReadonlyMap<string, T>, key: string): T {
  return (
    values.get(key) ?? fail('platform', `\`${key}\` must have been planned, got: ${[...values.keys()].join(', ')}`)
  );
}
