import { type Duration, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { type Dataset, tableName } from '../../connectors/dataset';
import { fail } from '../core/fail';
import { packText } from '../core/packed-text';
import type { IcebergTables } from '../lake/iceberg-tables';
import { TABLE_PREFIXES } from '../lake/table-prefixes';
import type { TablesBucket } from '../lake/tables-bucket';
import { JobRuntime, type JobRuntimeProps } from './job-runtime';
import { LogStoreJar } from './log-store-jar';
import { type ScheduledRuns, scheduledJob } from './scheduled-job';
import { bothFormats } from './table-formats';
import { runProblems } from './upsert-problems';

export interface UpkeepJobProps extends JobRuntimeProps, ScheduledRuns {
  readonly tables: TablesBucket;
  /** Datasets that have a Delta table. */
  readonly deltaTables: readonly Dataset[];
  /** All tables of which are kept, whoever made them. */
  readonly icebergTables: readonly IcebergTables[];
  /** How long what a table no longer holds stays: whole hours. */
  readonly retention: Duration;
  /** How long files stay that no snapshot of an Iceberg table knows: whole hours. A sink may still commit them. */
  readonly unknownFileRetention: Duration;
}

/** Packs small files of a lake's tables and removes what they no longer hold, run by run. */
export class UpkeepJob extends Construct {
  readonly jobName: string;
  readonly role: iam.Role;

  /** @throws Error where a property breaks a rule of Glue */
  constructor(scope: Construct, id: string, props: UpkeepJobProps) {
    super(scope, id);
    const { tables, deltaTables, icebergTables, retention, unknownFileRetention } = props;
    const problems = runProblems(props);
    if (problems.length > 0) {
      fail(this, problems.join('\n'));
    }
    const runtime = new JobRuntime(this, 'Runtime', props);
    this.role = runtime.role;
    if (deltaTables.length > 0) {
      tables.grantMaintain(this.role, deltaTables);
    }
    for (const each of icebergTables) {
      each.grantMaintain(this.role);
    }
    const job = scheduledJob(this, runtime, props, {
      ...runtime.jobProps({
        script: 'maintain.py',
        format: bothFormats(Stack.of(this).region, tables.url(TABLE_PREFIXES.iceberg)),
        jars: [new LogStoreJar()],
        arguments: {
          '--lake': tables.url(TABLE_PREFIXES.tables),
          '--delta-tables': packText(JSON.stringify(deltaTables.map(tableName))),
          '--iceberg-databases': JSON.stringify(icebergTables.map(({ databaseName }) => databaseName)),
          '--retention-hours': String(retention.toHours()),
          '--unknown-hours': String(unknownFileRetention.toHours()),
        },
      }),
      description: "Packs small files of the lake's tables, and removes what they no longer hold",
    });
    this.jobName = job.jobName;
  }
}
