import { CfnOutput, type Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { JobOptions } from '../config/job';
import { fail } from '../core/fail';
import { JobAlarm } from '../observability/job-alarm';
import { jobSecurity } from '../transform/job-security';
import { runScheduleProblem } from '../transform/run-schedule';
import { type UpsertInputs, upsertProblems } from '../transform/upsert-problems';
import type { UpsertRuntimeProps } from '../transform/upsert-runtime';
import type { Pipeline, PipelineStackProps } from './destination-kind';

/** What the jobs of all pipelines are made with. */
export type JobProps = UpsertRuntimeProps & {
  /** Undefined where the pipeline is suspended. */
  readonly schedule: Duration | undefined;
};

/** What a pipeline runs in Glue, by itself, with what tells of runs that fail. */
export abstract class JobStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id);
    const { pipeline, lake, alarms } = props;
    const { jobName } = this.createJob(props, this.jobProps(props));
    new JobAlarm(this, 'Alarms', {
      jobName,
      namePrefix: pipeline.resourceName,
      alarms,
      consequence: 'tables that it names are not as new as their sources',
    });
    new CfnOutput(this, 'JobName', { value: jobName });
    this.addStackDependency(lake);
  }

  protected abstract createJob(props: PipelineStackProps, job: JobProps): { readonly jobName: string };

  private jobProps({ pipeline, state, lake, dataPolicy }: PipelineStackProps): JobProps {
    const { every, workerType, workers } = pipeline.options as JobOptions;
    return {
      name: pipeline.resourceName,
      workerType,
      workers,
      datasets: pipeline.datasets,
      positions: pipeline.positions ?? fail(this, '`positions` must be those of a log, got none'),
      schedule: state === 'suspended' ? undefined : every,
      dataPolicy,
      security: jobSecurity(this, {
        namePrefix: pipeline.resourceName,
        dataKey: lake.tables.bucket.encryptionKey,
        logRemovalPolicy: dataPolicy.logs.removalPolicy,
      }),
    };
  }
}

/**
 * Every rule that the job of a pipeline breaks, as `property rule, got: value` sentences; empty when it is sound.
 *
 * @param details what the format of its tables says of each. Default: nothing
 */
export function jobProblems(at: string, pipeline: Pipeline, details?: UpsertInputs['details']): string[] {
  const { every, timeout, workers } = pipeline.options as JobOptions;
  const { datasets, positions } = pipeline;
  if (positions === undefined) {
    return [
      `\`${at}\` must be a kind that takes rows without a log, for by their places in one a table is kept, got: ${pipeline.kind.name} of ${pipeline.capture}`,
    ];
  }
  const schedule = runScheduleProblem(every);
  return [
    ...(schedule === undefined ? [] : [`\`${at}.every\` ${schedule}`]),
    ...upsertProblems({ datasets, positions, details, workers, timeout }, `${at}.`),
  ];
}
