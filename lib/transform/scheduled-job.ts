import { PySparkEtlJob, type PySparkEtlJobProps } from '@aws-cdk/aws-glue-alpha';
import type { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { JobRuntime } from './job-runtime';
import { ScheduledTrigger } from './scheduled-trigger';

/** When runs of a job begin, and when they have to be over. */
export interface ScheduledRuns {
  /** Time between the starts of two runs: at least 5 minutes, and a divisor of an hour or of a day; undefined where people start it. */
  readonly schedule: Duration | undefined;
  /** A run that takes longer is ended, and the next one goes on. At most 7 days, in whole minutes. */
  readonly timeout: Duration;
}

/** A job whose runs come to an end, with what starts them. Its role has to have all of its rights by now. */
export function scheduledJob(
  scope: Construct,
  runtime: JobRuntime,
  { schedule, timeout }: ScheduledRuns,
  props: PySparkEtlJobProps,
): PySparkEtlJob {
  const job = new PySparkEtlJob(scope, 'Job', { ...props, timeout });
  // The schedule starts the first run at once if it has to, and then the role must be able to do all of it.
  job.node.addDependency(runtime);
  if (schedule !== undefined) {
    new ScheduledTrigger(scope, 'Schedule', { jobName: job.jobName, schedule });
  }
  return job;
}
