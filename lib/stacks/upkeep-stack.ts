import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Dataset } from '../../connectors/dataset';
import type { DataPolicy } from '../config/data-policy';
import type { UpkeepConfig } from '../config/upkeep';
import type { Alarms } from '../observability/alarms';
import { JobAlarm } from '../observability/job-alarm';
import { jobSecurity } from '../transform/job-security';
import { UpkeepJob } from '../transform/upkeep-job';
import type { IcebergTablesStack } from './iceberg-tables-stack';
import type { LakeStack } from './lake-stack';

export interface UpkeepStackProps extends StackProps {
  readonly config: UpkeepConfig;
  /** Unique in the account and region. */
  readonly name: string;
  readonly lake: LakeStack;
  /** Datasets that have a Delta table. */
  readonly deltaTables: readonly Dataset[];
  readonly icebergTables: readonly IcebergTablesStack[];
  /** How long topics keep records: so long a sink that stood still may come back to files that it wrote. */
  readonly topicRetention: Duration;
  readonly alarms: Alarms;
  readonly dataPolicy: DataPolicy;
}

/** What keeps the tables of a lake in order, whoever writes them, with what tells of runs that fail. */
export class UpkeepStack extends Stack {
  constructor(scope: Construct, id: string, props: UpkeepStackProps) {
    super(scope, id, props);
    const { config, name, lake, icebergTables, topicRetention, alarms, dataPolicy } = props;
    const { every, timeout, workerType, workers, retention } = config;
    const { jobName } = new UpkeepJob(this, 'Upkeep', {
      name,
      workerType,
      workers,
      timeout,
      schedule: every,
      retention,
      unknownFileRetention: wholeHours(longer(retention, topicRetention)),
      tables: lake.tables,
      deltaTables: props.deltaTables,
      icebergTables: icebergTables.map(({ tables }) => tables),
      dataPolicy,
      security: jobSecurity(this, {
        namePrefix: name,
        dataKey: lake.tables.bucket.encryptionKey,
        logRemovalPolicy: dataPolicy.logs.removalPolicy,
      }),
    });
    new JobAlarm(this, 'Alarms', {
      jobName,
      namePrefix: name,
      alarms,
      consequence: 'tables that it names keep small files, and rows that were deleted stay in the bucket',
    });
    new CfnOutput(this, 'JobName', { value: jobName });
    this.addStackDependency(lake);
    // No reference leads from a job to the databases of its tables.
    for (const stack of icebergTables) {
      this.addStackDependency(stack);
    }
  }
}

function longer(one: Duration, other: Duration): Duration {
  return one.toMilliseconds() > other.toMilliseconds() ? one : other;
}

function wholeHours(duration: Duration): Duration {
  return Duration.hours(Math.ceil(duration.toHours({ integral: false })));
}
