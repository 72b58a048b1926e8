import type { EnvironmentTemplates } from '../assembly/environment-templates';
import { DELTA_VERSION, SPARK_MASTER, SPARK_VERSION } from '../jobs/spark-service-provided';
import { MODELLED_TYPES, type PlatformModel } from '../model/platform';
import { ATHENA_ENGINE } from '../model/read-work-group';
import type { RunningDatabase, RunningPlatform } from '../platform';

/** Which local server stood for which deployed service. */
export function describeStandIns(
  model: PlatformModel,
  platform: RunningPlatform,
): { readonly deployed: string; readonly local: string }[] {
  const databases = platform.databases.flatMap(describeDatabase);
  const [connector] = platform.connectors;
  return [
    ...databases,
    {
      deployed: `MSK, Kafka ${model.broker?.kafkaVersion}, three or more brokers with IAM over TLS`,
      local: `${platform.kafka.kind}, one broker with IAM over TLS`,
    },
    {
      deployed: `MSK Connect ${connector?.model.kafkaConnectVersion}, workers by capacity`,
      local: `${connector?.worker.kind}, one worker per connector`,
    },
    { deployed: 'Amazon S3, AWS Secrets Manager, AWS Glue Data Catalog', local: platform.aws.kind },
    ...platform.jobs.map(({ model: { glueVersion, workers } }) => ({
      deployed: `AWS Glue ${glueVersion}, ${workers}`,
      local: `Spark ${SPARK_VERSION}, Delta Lake ${DELTA_VERSION}, ${SPARK_MASTER}`,
    })),
    ...(platform.queryEngine === undefined
      ? []
      : [
          {
            deployed: `Amazon ${ATHENA_ENGINE}, results in S3`,
            local: `${platform.queryEngine.kind}, results to the caller only`,
          },
        ]),
    ...(model.checks.length === 0
      ? []
      : [{ deployed: 'Amazon EventBridge Scheduler', local: 'each function called once, after the bootstrap' }]),
    { deployed: 'AWS Lambda', local: `Node.js ${process.versions.node}` },
  ];
}

function describeDatabase({ model, server, data }: RunningDatabase): { deployed: string; local: string }[] {
  const { key, engine, engineVersion, existing, hasSample } = model;
  const deployed =
    existing === undefined
      ? `${engine === 'mysql' ? 'RDS for MySQL' : 'Aurora MySQL'} ${engineVersion}`
      : `${key}, which is there already at ${existing.hostname}:${existing.port}`;
  return [
    { deployed, local: server.kind },
    ...(existing === undefined || existing.adminSecretName !== undefined
      ? []
      : [{ deployed: `the administrator of ${key}`, local: 'runs what the bootstrap printed, and nothing else' }]),
    ...(hasSample ? [] : [{ deployed: `tables and rows of ${key}`, local: data?.path ?? 'none' }]),
  ];
}

/** Resource types of the environment that the run neither starts nor reads. */
export function unprovenTypes(templates: EnvironmentTemplates): string[] {
  const types = new Set(templates.stacks.flatMap((stack) => [...stack.resources.values()].map(({ type }) => type)));
  return [...types].filter((type) => !MODELLED_TYPES.includes(type)).sort();
}
