import { WrongArgumentError } from '../local-run-error';
import type { RunnableJob } from '../session/running-platform';

/**
 * @param name of the job, or of a pipeline with one job
 * @throws WrongArgumentError naming what there is
 */
export function findJob(jobs: readonly RunnableJob[], name: string): RunnableJob {
  const found = jobs.filter(({ model }) => model.name === name || model.pipeline === name);
  const [job, second] = found;
  if (job !== undefined && second === undefined) return job;
  const known = (second === undefined ? jobs : found).map(describeJob).join(', ');
  throw new WrongArgumentError(`a job must be one of ${known || 'those there are: none'}, got: ${name}`);
}

export function describeJob({ model: { name, pipeline } }: RunnableJob): string {
  return `${pipeline} (${name})`;
}
