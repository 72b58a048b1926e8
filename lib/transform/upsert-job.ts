import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ArchiveBucket } from '../lake/archive-bucket';
import { TABLE_PREFIXES } from '../lake/table-prefixes';
import { type DeltaJobProps, deltaJobProps } from './delta-job';
import { type ScheduledRuns, scheduledJob } from './scheduled-job';
import { UpsertRuntime } from './upsert-runtime';

export interface UpsertJobProps extends DeltaJobProps, ScheduledRuns {
  readonly archive: ArchiveBucket;
  /** Prefix of the raw objects in the archive. */
  readonly archivePrefix: string;
}

/** Brings new objects of the archive into Delta tables, run by run. One run at a time, for a table has one writer. */
export class UpsertJob extends Construct {
  readonly jobName: string;
  readonly role: iam.Role;

  /** @throws Error where a property breaks a rule of Glue, or two tables would be one */
  constructor(scope: Construct, id: string, props: UpsertJobProps) {
    super(scope, id);
    const runtime = new UpsertRuntime(this, 'Runtime', props);
    const jobProps = deltaJobProps(runtime, props, 'upsert.py', TABLE_PREFIXES.checkpoints);
    this.role = runtime.role;
    props.archive.grantRead(this.role, props.archivePrefix, props.datasets);
    const job = scheduledJob(this, runtime, props, {
      ...jobProps,
      description: 'Brings new objects of the archive into Delta tables',
      defaultArguments: {
        ...jobProps.defaultArguments,
        '--archive': props.archive.bucket.s3UrlForObject(props.archivePrefix),
      },
    });
    this.jobName = job.jobName;
  }
}
