import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { UndeclaredTables } from '../../connectors/sources/undeclared-tables';
import type { CapturedTable, MissingTablesPolicy } from './bootstrap/bootstrap-request';
import { toCheckInput } from './bootstrap/check-request';
import { METRIC_NAMESPACE, PROBLEMS_METRIC } from './bootstrap/problem-metric';
import type { DatabaseAccess } from './database-bootstrap';
import { createDatabaseFunction } from './database-function';
import type { ReplicationSlot } from './replication-slot';

/** What was written meanwhile under a wrong setting is lost, and a look costs less than a second. */
const INTERVAL_HOURS = 1;
/** Covers the wait for a database that fails over. */
const TIMEOUT = Duration.minutes(5);

export interface ScheduledCheckProps extends Omit<DatabaseAccess, 'adminSecret' | 'binlogRetention'> {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  /** What has to be there before the first check: the user that it signs in as, and its rights. */
  readonly after: Construct;
  readonly capturedTables: readonly CapturedTable[];
  /** Schemas whose further tables are captured as well. @default - none */
  readonly undeclaredTables?: readonly UndeclaredTables[];
  readonly whenTablesMissing: MissingTablesPolicy;
  /** What the reader has in a PostgreSQL database. @default - none */
  readonly replication?: ReplicationSlot;
  readonly logs: Pick<logs.LogGroupProps, 'retention' | 'removalPolicy'>;
}

/**
 * Looks every hour whether a database can still be captured, for much of what the bootstrap proved can be changed while the
 * server runs. It signs in as the user that connectors read with: that one sees the settings, and of the tables what a
 * connector sees, and it can change nothing that matters. What is wrong stands in its log, and in a metric how much it is.
 */
export class ScheduledCheck extends Construct {
  private readonly dimensions: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: ScheduledCheckProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.dimensions = { Stack: stack.stackName, Database: props.databaseName };
    const { handler } = createDatabaseFunction(this, {
      ...props,
      description: `Looks whether ${props.databaseName} can be captured`,
      purpose: 'Check',
      exported: 'check',
      timeout: TIMEOUT,
      logGroup: new logs.LogGroup(this, 'LogGroup', props.logs),
      secrets: [props.cdcSecret],
    });
    const role = new iam.Role(this, 'ScheduleRole', {
      // Only a schedule of this account may have the function called in its name.
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
    });
    handler.grantInvokeLatestVersion(role);
    const schedule = new scheduler.CfnSchedule(this, 'Schedule', {
      description: `Check of ${props.databaseName}`,
      scheduleExpression: `rate(${INTERVAL_HOURS} hour)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: handler.functionArn,
        roleArn: role.roleArn,
        input: stack.toJsonString(
          toCheckInput({
            stack: stack.stackName,
            dialect: props.dialect,
            hostname: props.database.hostname,
            port: props.database.port,
            database: props.databaseName,
            cdcSecretArn: props.cdcSecret.secretArn,
            capturedTables: props.capturedTables,
            undeclaredTables: props.undeclaredTables,
            whenTablesMissing: props.whenTablesMissing,
            ...props.replication,
          }),
        ),
      },
    });
    schedule.node.addDependency(role, props.after);
  }

  /**
   * Things wrong with the source; 0 where all is well, and missing where no check was made at all. Its period is two checks
   * long, so that one that comes late is not a missing one.
   */
  metricProblems(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.hours(2 * INTERVAL_HOURS),
      ...options,
      namespace: METRIC_NAMESPACE,
      metricName: PROBLEMS_METRIC,
      dimensionsMap: { ...this.dimensions },
    }).attachTo(this);
  }
}
