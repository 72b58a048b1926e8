import { SelectionError } from './model-errors';
import type { ConnectorModel, JobModel } from './platform';

/** What moves data. */
export interface Flow {
  readonly connectors: readonly ConnectorModel[];
  readonly jobs: readonly JobModel[];
}

/**
 * @param pipeline undefined for every pipeline of the environment
 * @throws SelectionError naming the pipelines there are
 */
export function requirePipeline({ connectors, jobs }: Flow, pipeline: string | undefined, environment: string): void {
  if (connectors.length === 0) throw new SelectionError(`${environment} has no connector: everything is switched off`);
  const names = [...connectors, ...jobs].flatMap((part) => part.pipeline ?? []);
  if (pipeline !== undefined && !names.includes(pipeline)) {
    const known = [...new Set(names)].sort().join(', ');
    throw new SelectionError(`\`--pipeline\` must be one of ${known} in ${environment}, got: ${pipeline}`);
  }
}

/** A pipeline with whatever brings about what it reads: archives of its topics, and the captures that write them. */
export function selectPipeline({ connectors, jobs }: Flow, pipeline: string): Flow {
  const ownJobs = jobs.filter((job) => job.pipeline === pipeline);
  const own = connectors.filter((connector) => connector.pipeline === pipeline);
  const topics = new Set([...ownJobs.flatMap((job) => job.topics), ...own.flatMap(({ consumes }) => consumes)]);
  const readsArchive = ownJobs.some(({ kind }) => kind === 'batch');
  return {
    connectors: connectors.filter(
      (connector) =>
        own.includes(connector) ||
        (readsArchive && connector.consumes.some((topic) => topics.has(topic))) ||
        [...topics].some((topic) => isWrittenBy(topic, connector)),
    ),
    jobs: ownJobs,
  };
}

/** Whether a source writes the topic: all of its tables' begin alike. */
export function isWrittenBy(topic: string, { topicPrefix }: ConnectorModel): boolean {
  return topicPrefix !== undefined && topic.startsWith(`${topicPrefix}.`);
}
