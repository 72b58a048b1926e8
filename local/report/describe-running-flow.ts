import { type Resource, resourceId, resourcesOfType } from '../assembly/environment-templates';
import { readTopics } from '../model/read-topics';
import { readWorkGroup } from '../model/read-work-group';
import type { RunningPlatform } from '../session/running-platform';
import type { RunningEnvironment } from '../update/running-environment';
import { placeWalkthroughs } from '../walkthroughs/place-walkthrough';
import type { NamedWalkthrough } from '../walkthroughs/walkthrough';
import { describeFlow } from './describe-flow';
import type { Flow } from './flow';

/** The way that changes take through what runs now, with the servers that it has here. */
export function describeRunningFlow(environment: RunningEnvironment, walkthroughs: readonly NamedWalkthrough[]): Flow {
  const { platform } = environment;
  const { templates, resolver } = environment.session();
  const model = {
    databases: platform.databases.map((database) => database.model),
    connectors: platform.connectors.map((connector) => connector.model),
    jobs: platform.jobs.map((job) => job.model),
    merges: platform.merges.map((each) => each.model),
    topics: readTopics(templates, resolver),
    catalogTables: resourcesOfType(templates, 'AWS::Glue::Table'),
    workGroup: readWorkGroup(templates, resolver),
    queries: platform.queries,
  };
  return describeFlow(model, templates, {
    servers: serverNames(platform),
    walkthroughs: walkthroughProofs(platform, walkthroughs),
  });
}

function serverNames({ aws, kafka, databases, connectors, queryEngine, others }: RunningPlatform): Map<string, string> {
  return new Map([
    ['topics', kafka.name],
    ['bucket', aws.name],
    ['log', aws.name],
    ['items', aws.name],
    ['tables', aws.name],
    ...others.filter(({ name }) => name.startsWith('redshift-')).map(({ name }) => ['warehouse', name] as const),
    ...(queryEngine === undefined ? [] : [['queries', queryEngine.name] as const]),
    ...databases.map(({ model, server }) => [resourceId(model.resource), server.name] as const),
    ...connectors.map(({ model, worker }) => [resourceId(model.resource), worker.name] as const),
  ]);
}

/** Which part each of a walkthrough's proofs is about; those of no other part are about what the job makes. */
function walkthroughProofs(
  platform: RunningPlatform,
  walkthroughs: readonly NamedWalkthrough[],
): Map<string, readonly string[]> {
  const proofs = new Map<string, readonly string[]>();
  const add = (resource: Resource | undefined, id: string | undefined): void => {
    if (resource === undefined || id === undefined) return;
    const key = resourceId(resource);
    proofs.set(key, [...(proofs.get(key) ?? []), id]);
  };
  for (const { walkthrough, ways } of placeWalkthroughs(walkthroughs, platform)) {
    for (const { source, archive, job, items, merges, counts } of ways) {
      add(source.model.resource, counts?.snapshot);
      add(archive?.model.resource, counts?.played);
      add((job ?? items ?? merges)?.model.resource, walkthrough.name);
    }
  }
  return proofs;
}
