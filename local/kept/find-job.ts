import { WrongArgumentError } from '../local-run-error';
import type { RunnableJob, RunningMerges } from '../session/running-platform';

/**
 * @param name of the job, or of a pipeline with one job
 * @param merges what else may be named, by its pipeline
 * @throws WrongArgumentError naming what there is
 */
export function findJob(
  jobs: readonly RunnableJob[],
  name: string,
  merges: readonly RunningMerges[] = [],
): RunnableJob {
  const found = jobs.filter(({ model }) => model.name === name || model.pipeline === name);
  const [job, second] = found;
  if (job !== undefined && second === undefined) return job;
  const others = merges.map(({ model }) => model.name);
  const known = (second === undefined ? [...jobs.map(describeJob), ...others] : found.map(describeJob)).join(', ');
  throw new WrongArgumentError(`a job must be one of ${known || 'those there are: none'}, got: ${name}`);
}

export function describeJob({ model: { name, pipeline } }: RunnableJob): string {
  return `${pipeline} (${name})`;
}
