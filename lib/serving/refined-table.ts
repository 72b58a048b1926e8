import { Duration, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { fail } from '../core/fail';
import type { ParquetTable } from '../lake/parquet-table';
import { TABLE_PREFIXES } from '../lake/table-prefixes';
import type { TablesBucket } from '../lake/tables-bucket';
import { latestColumns } from './latest-statement';
import { type LatestViews, latestViewName } from './latest-views';
import { type RefinedConfig, refinedProblems, refinedViewName } from './refined-problems';
import { type RefinedDefinition, type RefreshInput, SCHEDULED_TIME } from './refined-table-definition';
import type { RefreshWorkgroup } from './refresh-workgroup';
import { catalogStatement, folderKeepStatements, folderReadStatements } from './serving-policies';
import { statementFunction } from './statement-function';

/** How long a call is tried again: what a refresh leaves alone is older than that, see `handler/refresh.ts`. */
const LONGEST_TRIED = Duration.hours(1);
const RETRIES = 2;

export interface RefinedTableProps extends RefinedConfig {
  readonly workgroup: RefreshWorkgroup;
  /** Whose newest rows it has. */
  readonly table: ParquetTable;
  /** Among them that of the table. */
  readonly views: LatestViews;
  /** Where its objects are. */
  readonly tables: TablesBucket;
  readonly logs: Pick<logs.LogGroupProps, 'retention' | 'removalPolicy'>;
}

/**
 * The newest rows of a table as they were a while ago, partitioned: made anew by the clock beside what there is, and then shown
 * by a view, for Athena overwrites no table. What a refresh wrote stays with its table when the stack goes.
 */
export class RefinedTable extends Construct {
  /** What people ask. */
  readonly viewName: string;
  readonly handler: lambda.Function;

  /** @throws Error where a property breaks a rule */
  constructor(scope: Construct, id: string, props: RefinedTableProps) {
    super(scope, id);
    const { workgroup, table, tables, every, partitionedBy } = props;
    const problems = refinedProblems('refined', props, table);
    if (problems.length > 0) {
      fail(this, problems.join('\n'));
    }
    this.viewName = refinedViewName(table);
    const definition: RefinedDefinition = {
      workgroupName: workgroup.workgroupName,
      database: table.databaseName,
      source: latestViewName(table),
      view: this.viewName,
      columns: [
        ...latestColumns(table).filter((column) => column !== partitionedBy.toLowerCase()),
        partitionedBy.toLowerCase(),
      ],
      partitionedBy: partitionedBy.toLowerCase(),
      bucket: tables.bucket.bucketName,
      prefix: `${TABLE_PREFIXES.refined}/${this.viewName}`,
    };
    this.handler = statementFunction(this, 'Handler', {
      description: `Makes ${this.viewName} anew`,
      exported: 'refresh',
      logGroup: new logs.LogGroup(this, 'LogGroup', props.logs),
    });
    this.handler.configureAsyncInvoke({ maxEventAge: LONGEST_TRIED, retryAttempts: RETRIES });
    this.grantRefresh(props, definition);
    this.schedule(definition, every, props.views.viewOf(table));
  }

  /** Calls that failed, those included that were tried again. */
  metricFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.handler.metricErrors(options);
  }

  private grantRefresh(props: RefinedTableProps, { database, view, source, prefix }: RefinedDefinition): void {
    const { workgroup, table, tables } = props;
    const ofRefreshes = `${view}_*`;
    workgroup.grantRun(this.handler);
    const { bucket } = tables;
    for (const statement of [
      catalogStatement(this, ['GetDatabase', 'GetTable'], database, [table.tableName, source, view, ofRefreshes]),
      // Wildcard: whoever looks which tables there are is told of all.
      catalogStatement(this, ['GetTables'], database, ['*']),
      catalogStatement(this, ['CreateTable', 'UpdateTable'], database, [view]),
      catalogStatement(this, ['BatchCreatePartition', 'CreateTable', 'DeleteTable'], database, [ofRefreshes]),
      ...folderReadStatements(table.bucket.bucketArn, table.folder),
      ...folderKeepStatements(bucket.bucketArn, prefix),
    ]) {
      this.handler.addToRolePolicy(statement);
    }
    table.bucket.encryptionKey?.grant(this.handler, 'kms:Decrypt');
    bucket.encryptionKey?.grant(this.handler, 'kms:Decrypt', 'kms:GenerateDataKey');
  }

  private schedule(definition: RefinedDefinition, every: Duration, after: Construct): void {
    const stack = Stack.of(this);
    const role = new iam.Role(this, 'ScheduleRole', {
      // Only a schedule of this account may have the function called in its name.
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
    });
    this.handler.grantInvokeLatestVersion(role);
    const schedule = new scheduler.CfnSchedule(this, 'Schedule', {
      description: `Makes ${definition.view} anew`,
      scheduleExpression: rate(every),
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.handler.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: RETRIES, maximumEventAgeInSeconds: LONGEST_TRIED.toSeconds() },
        input: stack.toJsonString({ refresh: definition, due: SCHEDULED_TIME } satisfies RefreshInput),
      },
    });
    schedule.node.addDependency(role, after);
  }
}

function rate(every: Duration): string {
  const minutes = every.toMinutes();
  return minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`;
}
