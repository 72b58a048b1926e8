import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { notifyingSources, tableName } from '../../connectors/dataset';
import { notificationsDataset } from '../../connectors/sources/debezium-topics';
import type { IcebergTables } from '../lake/iceberg-tables';
import { type ScheduledRuns, scheduledJob } from './scheduled-job';
import { icebergFormat } from './table-formats';
import { UpsertRuntime, type UpsertRuntimeProps } from './upsert-runtime';

export interface MergeLogJobProps extends UpsertRuntimeProps, ScheduledRuns {
  /** Where every change of the tables is a row. */
  readonly log: IcebergTables;
  /** Where their newest rows are kept. */
  readonly state: IcebergTables;
}

/** Brings what is new in a log of changes into Iceberg tables, run by run. One run at a time, for a table has one writer. */
export class MergeLogJob extends Construct {
  readonly jobName: string;
  readonly role: iam.Role;

  /** @throws Error where a property breaks a rule of Glue, or two tables would be one */
  constructor(scope: Construct, id: string, props: MergeLogJobProps) {
    super(scope, id);
    const { log, state, datasets } = props;
    const runtime = new UpsertRuntime(this, 'Runtime', props);
    this.role = runtime.role;
    const notifications = notifyingSources(datasets).map((source) => tableName(notificationsDataset(source)));
    log.grantRead(this.role, [...datasets.map(tableName), ...notifications]);
    state.grantKeep(this.role);
    const jobProps = runtime.jobProps({
      script: 'merge_log.py',
      format: icebergFormat(Stack.of(this).region, state.warehouseUrl),
      jars: [],
      arguments: {
        '--log': log.databaseName,
        '--database': state.databaseName,
        '--lake': state.url,
        '--notifications': notifications.join(),
      },
    });
    const job = scheduledJob(this, runtime, props, {
      ...jobProps,
      description: 'Brings new rows of a log of changes into Iceberg tables',
    });
    this.jobName = job.jobName;
  }
}
