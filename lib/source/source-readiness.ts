import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { UndeclaredTables } from '../../connectors/sources/undeclared-tables';
import { DEFAULT_WHEN_TABLES_MISSING } from '../config/capture';
import { fail } from '../core/fail';
import type { CapturedTable, MissingTablesPolicy } from './bootstrap/bootstrap-request';
import { capturedTableProblems } from './captured-table-problems';
import { DatabaseBootstrap } from './database-bootstrap';
import type { ReplicationSlot } from './replication-slot';
import { ScheduledCheck } from './scheduled-check';
import { DEFAULT_LOGS, DEFAULT_SUBNETS, type ISourceDatabase } from './source-database';

export interface SourceReadinessProps {
  readonly database: ISourceDatabase;
  readonly vpc: ec2.IVpc;
  /** Tables whose changes are captured. A deployment fails where one is missing or has another key. */
  readonly capturedTables: readonly CapturedTable[];
  /** Schemas whose further tables are captured as well. @default - none */
  readonly undeclaredTables?: readonly UndeclaredTables[];
  /** Of those that are not there. @default DEFAULT_WHEN_TABLES_MISSING */
  readonly whenTablesMissing?: MissingTablesPolicy;
  /** What the reader has in a PostgreSQL database; it goes with this construct. @default - none, for MySQL */
  readonly replication?: ReplicationSlot;
  /** Where bootstrap and check are placed. @default DEFAULT_SUBNETS */
  readonly subnets?: ec2.SubnetSelection;
  /** Of the log groups of bootstrap and check. @default DEFAULT_LOGS */
  readonly logs?: {
    readonly retention: logs.RetentionDays;
    readonly removalPolicy: logs.LogGroupProps['removalPolicy'];
  };
}

/**
 * What has to be true of a database's tables before they are captured, and stay so: the CDC user's rights to them, and proof
 * of keys, declared types, foreign keys and dates; looked at again every hour. Connectors depend on it.
 */
export class SourceReadiness extends Construct {
  readonly check: ScheduledCheck;

  /** @throws Error where a captured table breaks a rule */
  constructor(scope: Construct, id: string, props: SourceReadinessProps) {
    super(scope, id);
    const problems = capturedTableProblems(props.capturedTables);
    if (problems.length > 0) {
      fail(this, problems.join('; '));
    }
    const { database } = props;
    const prepared = {
      ...database.access,
      vpc: props.vpc,
      subnets: props.subnets ?? DEFAULT_SUBNETS,
      capturedTables: props.capturedTables,
      undeclaredTables: props.undeclaredTables,
      whenTablesMissing: props.whenTablesMissing ?? DEFAULT_WHEN_TABLES_MISSING,
      replication: props.replication,
      logs: props.logs ?? DEFAULT_LOGS,
    };
    const bootstrap = new DatabaseBootstrap(this, 'Bootstrap', { ...prepared, after: [] });
    this.check = new ScheduledCheck(this, 'Check', { ...prepared, after: bootstrap });
  }
}
