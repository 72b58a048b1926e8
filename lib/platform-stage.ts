import { Annotations, Stage, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Catalog, catalogTopics, connectorCatalog } from '../connectors/catalog';
import type { Dataset } from '../connectors/dataset';
import { largestEvent } from '../connectors/fragments/record-size';
import { type DataPolicy, dataPolicy } from './config/data-policy';
import type { EnvironmentConfig, PipelineId, SourceConfig } from './config/environment';
import { environmentProblems } from './config/environment-problems';
import { fail } from './core/fail';
import { IngestionStack } from './stacks/ingestion-stack';
import { LakeStack } from './stacks/lake-stack';
import { NetworkStack } from './stacks/network-stack';
import { OperatorStack } from './stacks/operator-stack';
import { ServingStack } from './stacks/serving-stack';
import { SourceStack } from './stacks/source-stack';
import { StreamingStack } from './stacks/streaming-stack';
import { TransformStack } from './stacks/transform-stack';

/** Account of a stage that may not be deployed yet: the CDK refuses it, for no credentials ever match it. */
const NO_ACCOUNT = '000000000000';

/** One environment, whole: its stacks from the ground up, in the direction the data flows. */
export class PlatformStage extends Stage {
  constructor(scope: Construct, config: EnvironmentConfig) {
    const problems = environmentProblems(config);
    if (problems.length > 0) {
      fail(`environments.${config.name}`, problems.join('\n'));
    }
    super(scope, config.name, {
      stageName: `Tributary-${config.name}`,
      env: { region: config.region, account: config.account ?? (config.accountRequired ? NO_ACCOUNT : undefined) },
    });
    const policy = dataPolicy(config);
    const { upsert } = config.pipelines.P1;
    const deltaTables = datasetsOf(config, upsert.tables);

    const { network } = new NetworkStack(this, 'Network', {
      ...config.network,
      availabilityZones: config.availabilityZones,
      dataPolicy: policy,
      jobs: config.pipelines.P1.state === 'on' && upsert.streaming === 'on' ? 'inside' : 'outside',
    });
    const sources = this.sources(config, network, policy);
    const streaming = new StreamingStack(this, 'Streaming', {
      network,
      streaming: config.streaming,
      clusterName: `tributary-${config.name}`,
      dataPolicy: policy,
    });
    const lake = new LakeStack(this, 'Lake', {
      namePrefix: `tributary_${config.name}`,
      deltaTables,
      dataPolicy: policy,
    });
    const catalog = this.catalog(config, sources, streaming, lake);
    streaming.addTopics(catalogTopics(catalog));

    if (config.clientHost.presence === 'present') {
      new OperatorStack(this, 'Operator', {
        network,
        cluster: streaming.cluster,
        databases: Object.values(sources).map((source) => source.database),
        clientHost: config.clientHost,
      });
    }
    for (const [pipeline, { state }] of Object.entries(config.pipelines)) {
      if (state === 'on') {
        const ingestion = new IngestionStack(this, `Ingestion-${pipeline}`, {
          pipeline,
          catalog,
          network,
          streaming,
          lake,
          sources,
          dataPolicy: policy,
        });
        Tags.of(ingestion).add('tributary:pipeline', pipeline);
      }
    }
    if (config.pipelines.P1.state === 'on' && (upsert.state === 'on' || upsert.streaming === 'on')) {
      new TransformStack(this, 'Transform', {
        namePrefix: `tributary-${config.name}`,
        network,
        streaming,
        lake,
        pipelines: { P1: { upsert, datasets: deltaTables, engine: engineOf(config, 'P1') } },
        dataPolicy: policy,
      });
    }
    new ServingStack(this, 'Serving', {
      lake,
      workgroupName: `tributary-${config.name}`,
      athena: config.serving.athena,
      queriedTables: datasetsOf(config, config.serving.athena.queriedTables),
      dataPolicy: policy,
    });
    Tags.of(this).add('tributary:environment', config.name);
    if (config.accountRequired && config.account === undefined) {
      Annotations.of(this).addWarningV2(
        'tributary:account',
        `${config.name} can be synthesized but not deployed: set its \`account\` in lib/config/environments.ts`,
      );
    }
  }

  private sources(
    config: EnvironmentConfig,
    network: NetworkStack['network'],
    policy: DataPolicy,
  ): Record<string, SourceStack> {
    return Object.fromEntries(
      Object.entries(config.sources).map(([key, source]) => [
        key,
        new SourceStack(this, `Source-${key}`, {
          network,
          source,
          dataPolicy: policy,
          datasets: Object.values(config.datasets).filter((dataset) => dataset.source === key),
        }),
      ]),
    );
  }

  private catalog(
    config: EnvironmentConfig,
    sources: Record<string, SourceStack>,
    streaming: StreamingStack,
    lake: LakeStack,
  ): Catalog {
    const { P1 } = config.pipelines;
    return connectorCatalog({
      namePrefix: `tributary-${config.name}`,
      region: config.region,
      bootstrapServers: streaming.cluster.bootstrapBrokers,
      archiveBucketName: lake.archive.bucket.bucketName,
      retentionMs: config.streaming.retention.toMilliseconds(),
      maxEventBytes: largestEvent(config.streaming.maxRowSize.toBytes()),
      sources: Object.fromEntries(Object.entries(sources).map(([key, source]) => [key, source.endpoint])),
      datasets: config.datasets,
      suspendedConnectors: config.suspendedConnectors,
      p1: {
        ...P1.archive,
        source: P1.source,
        sourceCapacity: P1.sourceCapacity,
        archiveCapacity: P1.archive.capacity,
        rotateBytes: P1.archive.rotateSize.toBytes(),
        rotateIntervalMs: P1.archive.rotateInterval.toMilliseconds(),
      },
    });
  }
}

function datasetsOf(config: EnvironmentConfig, keys: readonly string[]): Dataset[] {
  return keys.flatMap((key) => config.datasets[key] ?? []);
}

function engineOf({ name, pipelines, sources }: EnvironmentConfig, pipeline: PipelineId): SourceConfig['engine'] {
  const { source } = pipelines[pipeline];
  const found = sources[source];
  return found === undefined
    ? fail(
        `environments.${name}`,
        `\`pipelines.${pipeline}.source\` must be one of ${Object.keys(sources).join(', ')}, got: ${source}`,
      )
    : found.engine;
}
