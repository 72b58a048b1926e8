import { PySparkEtlJob } from '@aws-cdk/aws-glue-alpha';
import type { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ArchiveBucket } from '../lake/archive-bucket';
import { TABLE_PREFIXES } from '../lake/table-prefixes';
import { ScheduledTrigger } from './scheduled-trigger';
import { UpsertRuntime, type UpsertRuntimeProps } from './upsert-runtime';

export interface UpsertJobProps extends UpsertRuntimeProps {
  readonly archive: ArchiveBucket;
  /** Prefix of the raw objects in the archive. */
  readonly archivePrefix: string;
  /** Time between the starts of two runs: at least 5 minutes, and a divisor of an hour or of a day; undefined where people start it. */
  readonly schedule: Duration | undefined;
  /** A run that takes longer is ended, and the next one goes on. At most 7 days, in whole minutes. */
  readonly timeout: Duration;
}

/** Brings new objects of the archive into Delta tables, run by run. One run at a time, for a table has one writer. */
export class UpsertJob extends Construct {
  readonly jobName: string;
  readonly role: iam.Role;

  /** @throws Error where a property breaks a rule of Glue, or two tables would be one */
  constructor(scope: Construct, id: string, props: UpsertJobProps) {
    super(scope, id);
    const runtime = new UpsertRuntime(this, 'Runtime', props);
    const jobProps = runtime.jobProps('upsert.py', TABLE_PREFIXES.checkpoints);
    this.role = runtime.role;
    props.archive.grantRead(this.role, props.archivePrefix, props.datasets);
    const job = new PySparkEtlJob(this, 'Job', {
      ...jobProps,
      description: 'Brings new objects of the archive into Delta tables',
      timeout: props.timeout,
      defaultArguments: {
        ...jobProps.defaultArguments,
        '--archive': props.archive.bucket.s3UrlForObject(props.archivePrefix),
      },
    });
    // The schedule starts the first run at once if it has to, and then the role must be able to do all of it.
    job.node.addDependency(runtime);
    this.jobName = job.jobName;
    if (props.schedule !== undefined) {
      new ScheduledTrigger(this, 'Schedule', { jobName: job.jobName, schedule: props.schedule });
    }
  }
}
