import { roleName } from '../access/read-roles';
import {
  type EnvironmentTemplates,
  type Resource,
  resourceId,
  resourcesOfType,
} from '../assembly/environment-templates';
import { followReference, requireReference } from '../assembly/follow-reference';
import type { TemplateResolver } from '../assembly/template-resolver';
import { declaredTables } from '../jobs/declared-tables';
import { findAsset } from './find-asset';
import { ModelError } from './model-errors';
import type { JobModel } from './platform';
import { PIPELINE_TAG, tagOf } from './tag-of';

/** What a template's `Command.Name` says about a job. */
const KINDS: Readonly<Record<string, JobModel['kind']>> = { glueetl: 'batch', gluestreaming: 'streaming' };

const DEFAULT_CONCURRENT_RUNS = 1;
const CRON = /^cron\((.+)\)$/;

/** What is said in the place of a pipeline of the job that keeps the tables of all in order; no pipeline can be named so. */
export const UPKEEP = 'upkeep';
/** Argument that only that job has. */
const RETENTION = '--retention-hours';

/**
 * The Glue jobs of an environment's pipelines, each with the schedule of the trigger that starts it.
 *
 * @throws ModelError for a job that Spark cannot run from an asset of the app, and for a job with two schedules
 */
export function readJobs(templates: EnvironmentTemplates, resolver: TemplateResolver): JobModel[] {
  return resourcesOfType(templates, 'AWS::Glue::Job')
    .filter((resource) => !isUpkeep(resource))
    .map((resource) => readJob(templates, resolver, resource, pipelineOf(resource)));
}

/**
 * The job that keeps the tables of an environment in order; undefined where there is none.
 *
 * @throws ModelError as `readJobs`
 */
export function readUpkeep(templates: EnvironmentTemplates, resolver: TemplateResolver): JobModel | undefined {
  const [job] = resourcesOfType(templates, 'AWS::Glue::Job').filter(isUpkeep);
  return job && readJob(templates, resolver, job, UPKEEP);
}

function isUpkeep({ properties }: Resource): boolean {
  return RETENTION in ((properties.DefaultArguments ?? {}) as object);
}

function readJob(
  templates: EnvironmentTemplates,
  resolver: TemplateResolver,
  resource: Resource,
  pipeline: string,
): JobModel {
  const timeout = resolver.property(resource, 'Timeout');
  return {
    resource,
    name: String(resolver.property(resource, 'Name') ?? resource.logicalId),
    pipeline,
    topics: topicsOf(resource, resolver),
    log: logOf(resource, resolver),
    kind: kindOf(resource),
    role: roleName(requireReference(templates, resource, 'Role', resource.properties.Role, 'AWS::IAM::Role'), resolver),
    glueVersion: resolver.text(resource, 'GlueVersion'),
    workers: `${resolver.text(resource, 'NumberOfWorkers')} × ${resolver.text(resource, 'WorkerType')}`,
    maxConcurrentRuns: Number(
      resolver.property(resource, 'ExecutionProperty.MaxConcurrentRuns') ?? DEFAULT_CONCURRENT_RUNS,
    ),
    timeoutMinutes: timeout === undefined ? undefined : Number(timeout),
    scriptFile: assetAt(resource, resolver.text(resource, 'Command.ScriptLocation')),
    packages: assetsOf(resource, '--extra-py-files', resolver),
    jars: assetsOf(resource, '--extra-jars', resolver),
    schedule: scheduleOf(templates, resource),
  };
}

function pipelineOf(resource: Resource): string {
  const pipeline = tagOf(resource, PIPELINE_TAG);
  if (pipeline === undefined) throw new ModelError(resource, `must carry the tag ${PIPELINE_TAG}`);
  return pipeline;
}

/** Of the tables that its arguments describe. */
function topicsOf(resource: Resource, resolver: TemplateResolver): string[] {
  const tables = resolver.property(resource, 'DefaultArguments.--tables');
  const argument = tables === undefined ? undefined : String(tables);
  return declaredTables<{ readonly topic: string }>(argument).map(({ topic }) => topic);
}

/** The database that an argument of its names. */
function logOf(resource: Resource, resolver: TemplateResolver): string | undefined {
  const log = resolver.property(resource, 'DefaultArguments.--log');
  return log === undefined ? undefined : String(log);
}

function kindOf(resource: Resource): JobModel['kind'] {
  const { Name: name } = resource.properties.Command as { readonly Name: string };
  const kind = KINDS[name];
  if (kind === undefined) {
    throw new ModelError(resource, `\`Command.Name\` must be one of ${Object.keys(KINDS).join(', ')}, got: ${name}`);
  }
  return kind;
}

function assetsOf(resource: Resource, argument: string, resolver: TemplateResolver): string[] {
  return String(resolver.property(resource, `DefaultArguments.${argument}`) ?? '')
    .split(',')
    .filter((location) => location !== '')
    .map((location) => assetAt(resource, location));
}

/** @param location `s3://<bucket>/<object key>` */
function assetAt(resource: Resource, location: string): string {
  return findAsset(resource, location.replace(/^s3:\/\/[^/]+\//, '')).path;
}

function scheduleOf(templates: EnvironmentTemplates, job: Resource): string | undefined {
  const schedules = resourcesOfType(templates, 'AWS::Glue::Trigger').flatMap((trigger) => {
    const { Type: type, Schedule: schedule, Actions: actions } = trigger.properties;
    const starts = (actions as { readonly JobName: unknown }[] | undefined)?.some(
      ({ JobName: name }) => followReference(templates, trigger.stack, name) === job,
    );
    if (!starts || type !== 'SCHEDULED') return [];
    const expression = CRON.exec(String(schedule))?.[1];
    if (expression === undefined) {
      throw new ModelError(trigger, `\`Schedule\` must be cron(…), got: ${JSON.stringify(schedule)}`);
    }
    return [expression];
  });
  if (schedules.length > 1) throw new ModelError(job, `two triggers start it: ${resourceId(job)}`);
  return schedules[0];
}
