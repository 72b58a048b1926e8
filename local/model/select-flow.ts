import { SelectionError } from './model-errors';
import type { ConnectorModel } from './platform';
import { type Flow, findFlows, isArchive, type RequiredFlow, readBy, writesLogOf } from './required-flow';

/** A part of an environment that runs alone: a pipeline, or the ways that the tables of a walkthrough take. */
export type Selection =
  | { readonly pipeline: string }
  | {
      readonly walkthrough: string;
      readonly requires: readonly RequiredFlow[];
      /** Whether it runs what keeps tables in order. @default false */
      readonly upkeep?: boolean;
    };

/**
 * @param selection undefined for all of the environment
 * @throws SelectionError naming what there is, or what is missing
 */
export function requireSelected(flow: Flow, selection: Selection | undefined, environment: string): void {
  const { connectors, jobs, merges } = flow;
  if (connectors.length === 0) throw new SelectionError(`${environment} has no connector: everything is switched off`);
  if (selection === undefined) return;
  if ('walkthrough' in selection) {
    const found = findFlows(flow, selection.requires);
    if (typeof found !== 'string') return;
    throw new SelectionError(
      `\`--walkthrough\` must be one that is here in ${environment}, got: ${selection.walkthrough}; ${found}`,
    );
  }
  const names = [...connectors, ...jobs, ...merges].flatMap((part) => part.pipeline ?? []);
  if (!names.includes(selection.pipeline)) {
    const known = [...new Set(names)].sort().join(', ');
    throw new SelectionError(`\`--pipeline\` must be one of ${known} in ${environment}, got: ${selection.pipeline}`);
  }
}

/** What is selected, with whatever brings about what it reads: archives and logs of its topics, and the captures that write them. */
export function selectFlow(flow: Flow, selection: Selection): Flow {
  if ('pipeline' in selection) return withUpstream(flow, ownOf(flow, selection.pipeline));
  const found = findFlows(flow, selection.requires);
  if (typeof found === 'string') return { connectors: [], jobs: [], merges: [] };
  const isThere = <T>(part: T | undefined): part is T => part !== undefined;
  return withUpstream(flow, {
    connectors: found.flatMap(({ source, archive, parquet, log, items }) =>
      [source, archive, parquet, log, items].filter(isThere),
    ),
    jobs: found.map(({ job }) => job).filter(isThere),
    merges: found.map(({ merges }) => merges).filter(isThere),
  });
}

function ownOf({ connectors, jobs, merges }: Flow, pipeline: string): Flow {
  return {
    connectors: connectors.filter((connector) => connector.pipeline === pipeline),
    jobs: jobs.filter((job) => job.pipeline === pipeline),
    merges: merges.filter((each) => each.pipeline === pipeline),
  };
}

function withUpstream({ connectors }: Flow, own: Flow): Flow {
  const topics = new Set(
    [...own.jobs, ...own.merges, ...own.connectors].flatMap((part) =>
      'consumes' in part ? part.consumes : part.topics,
    ),
  );
  const readsArchive = own.jobs.some((job) => readBy(job) === 'archive');
  return {
    connectors: connectors.filter(
      (connector) =>
        own.connectors.includes(connector) ||
        (readsArchive && isArchive(connector) && connector.consumes.some((topic) => topics.has(topic))) ||
        own.jobs.some((job) => writesLogOf(connector, job)) ||
        [...topics].some((topic) => isWrittenBy(topic, connector)),
    ),
    jobs: own.jobs,
    merges: own.merges,
  };
}

/** Whether a source writes the topic: the only one that it has, or one that begins as those of all its tables do. */
function isWrittenBy(topic: string, { topicPrefix, topic: only }: ConnectorModel): boolean {
  return topic === only || (topicPrefix !== undefined && topic.startsWith(`${topicPrefix}.`));
}
