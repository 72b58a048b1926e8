import { resourceId, resourcesOfType } from '../assembly/environment-templates';
import { LocalRunError } from '../local-run-error';
import { readTopics } from '../model/read-topics';
import { readWorkGroup } from '../model/read-work-group';
import type { RunningPlatform } from '../platform';
import { WALKTHROUGH } from '../proofs/proof';
import { P1_ARCHIVE_ID, P1_IDS, p1Parts } from '../proofs/prove-p1';
import type { RunningEnvironment } from '../update/running-environment';
import { describeFlow } from './describe-flow';
import type { Flow } from './flow';

/** The way that changes take through what runs now, with the servers that it has here. */
export function describeRunningFlow(environment: RunningEnvironment): Flow {
  const { platform } = environment;
  const { templates, resolver } = environment.session();
  const model = {
    databases: platform.databases.map((database) => database.model),
    connectors: platform.connectors.map((connector) => connector.model),
    jobs: platform.jobs.map((job) => job.model),
    topics: readTopics(templates, resolver),
    catalogTables: resourcesOfType(templates, 'AWS::Glue::Table'),
    workGroup: readWorkGroup(templates, resolver),
    queries: platform.queries,
  };
  return describeFlow(model, templates, { servers: serverNames(platform), walkthrough: walkthroughProofs(platform) });
}

function serverNames({ aws, kafka, databases, connectors, queryEngine }: RunningPlatform): Map<string, string> {
  return new Map([
    ['topics', kafka.name],
    ['bucket', aws.name],
    ['tables', aws.name],
    ...(queryEngine === undefined ? [] : [['queries', queryEngine.name] as const]),
    ...databases.map(({ model, server }) => [resourceId(model.resource), server.name] as const),
    ...connectors.map(({ model, worker }) => [resourceId(model.resource), worker.name] as const),
  ]);
}

/** Which part each of the walkthrough's proofs is about; those of no other part are about what the job makes. */
function walkthroughProofs(platform: RunningPlatform): Map<string, readonly string[]> {
  try {
    const parts = p1Parts(platform);
    if (parts === undefined) return new Map();
    return new Map([
      [resourceId(parts.source.model.resource), [P1_IDS.snapshot]],
      [resourceId(parts.sink.model.resource), [P1_ARCHIVE_ID]],
      [resourceId(parts.job.model.resource), [WALKTHROUGH]],
    ]);
  } catch (error) {
    // What cannot be read is a proof that is red, and no reason for a report to be missing.
    if (error instanceof LocalRunError) return new Map();
    throw error;
  }
}
