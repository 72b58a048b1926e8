import {
  type EnvironmentTemplates,
  type Resource,
  resourceId,
  resourcesOfType,
} from '../assembly/environment-templates';
import { findClosure } from '../assembly/find-references';
import { followReference } from '../assembly/follow-reference';
import type { TemplateResolver } from '../assembly/template-resolver';
import { ModelError, SelectionError } from './model-errors';
import type { BrokerModel, ConnectorModel, PlatformModel } from './platform';
import { readBootstraps } from './read-bootstraps';
import { readChecks } from './read-checks';
import { readConnectors } from './read-connectors';
import { readDatabases } from './read-databases';
import { readJobs } from './read-jobs';
import { readOperatorRole } from './read-operator-role';
import { readQueries } from './read-queries';
import { readSecrets } from './read-secrets';
import { readTopics } from './read-topics';
import { readWorkGroup } from './read-work-group';

/**
 * Makes the typed model of what one pipeline, or all of them, needs.
 *
 * @param pipeline such as `P1`; undefined for every pipeline of the environment
 * @param connectors whether an environment without any is refused; one that is updated may come to have none
 * @throws SelectionError naming the pipelines there are
 * @throws ModelError for what the local run cannot run
 */
export function readPlatform(
  templates: EnvironmentTemplates,
  resolver: TemplateResolver,
  pipeline: string | undefined,
  connectors: 'required' | 'optional' = 'required',
): PlatformModel {
  const all = readConnectors(templates, resolver);
  const selected =
    connectors === 'required'
      ? selectPipeline(all, pipeline, templates.environment)
      : all.filter((connector) => pipeline === undefined || connector.pipeline === pipeline);
  const needed = findClosure(
    templates,
    selected.map((connector) => connector.resource),
  );
  const databases = readDatabases(templates).filter((database) => needed.has(resourceId(database.resource)));
  const databaseIds = new Set(databases.map((database) => resourceId(database.resource)));
  const ofDatabases = ({ resource }: { readonly resource: Resource }): boolean =>
    [...findClosure(templates, [resource]).keys()].some((id) => databaseIds.has(id));
  const broker = readBroker(templates);
  const workGroup = readWorkGroup(templates, resolver);
  return {
    environment: templates.environment,
    databases,
    broker,
    topics: readTopics(templates, resolver),
    connectors: selected,
    secrets: readSecrets(templates),
    buckets: resourcesOfType(templates, 'AWS::S3::Bucket'),
    bootstraps: readBootstraps(templates).filter(ofDatabases),
    checks: readChecks(templates).filter(ofDatabases),
    catalogDatabases: resourcesOfType(templates, 'AWS::Glue::Database'),
    catalogTables: resourcesOfType(templates, 'AWS::Glue::Table'),
    jobs: readJobs(templates, resolver).filter((job) => pipeline === undefined || job.pipeline === pipeline),
    workGroup,
    queries: readQueries(templates, resolver, workGroup),
    operatorRole: readOperatorRole(templates, resolver),
  };
}

function selectPipeline(
  connectors: readonly ConnectorModel[],
  pipeline: string | undefined,
  environment: string,
): readonly ConnectorModel[] {
  const pipelines = [...new Set(connectors.map((connector) => connector.pipeline))].sort();
  if (pipelines.length === 0)
    throw new SelectionError(`${environment} has no connector: every pipeline is switched off`);
  if (pipeline === undefined) return connectors;
  if (!pipelines.includes(pipeline)) {
    throw new SelectionError(
      `\`--pipeline\` must be one of ${pipelines.join(', ')} in ${environment}, got: ${pipeline}`,
    );
  }
  return connectors.filter((connector) => connector.pipeline === pipeline);
}

function readBroker(templates: EnvironmentTemplates): BrokerModel | undefined {
  const [cluster, second] = resourcesOfType(templates, 'AWS::MSK::Cluster');
  if (second !== undefined) throw new ModelError(second, 'the local run has one broker, and this is a second cluster');
  if (cluster === undefined) return undefined;
  const info = cluster.properties.ConfigurationInfo as { readonly Arn: unknown } | undefined;
  return {
    resource: cluster,
    kafkaVersion: String(cluster.properties.KafkaVersion),
    configuration: info && followReference(templates, cluster.stack, info.Arn),
  };
}
