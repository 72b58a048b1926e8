import { type Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { mergeStatement, refreshStatement } from './statements';
import type { IWarehouse } from './warehouse';
import type { MadeTable } from './warehouse-objects';
import { statementRunStatements } from './warehouse-policies';
import type { WarehouseTable } from './warehouse-table';

/** A merge that could not be called is called by the next schedule anyway. */
const RETRIES = 2;
const SHORTEST_AGE_SECONDS = 60;
const LONGEST_AGE_SECONDS = 86_400;

export interface MergeSchedulesProps {
  readonly warehouse: IWarehouse;
  readonly tables: readonly MadeTable[];
  /** Between two merges of one table: whole minutes. */
  readonly every: Duration;
  /** What every statement is called after, by which whoever listens tells these from those of others. */
  readonly name: string;
}

/** What a merge's statement is called. */
export function mergeName({ schema, table }: WarehouseTable, name: string): string {
  return `merge ${schema}.${table}${mergeNameEnd(name)}`;
}

/** What the names of all merges of one pipeline end with, and those of no other. */
export function mergeNameEnd(name: string): string {
  return ` of ${name}`;
}

/** Merges each table by the clock, and brings its view up to date before where Redshift does not by itself. */
export class MergeSchedules extends Construct {
  constructor(scope: Construct, id: string, props: MergeSchedulesProps) {
    super(scope, id);
    const { warehouse, every } = props;
    const stack = Stack.of(this);
    const role = new iam.Role(this, 'Role', {
      // Only a schedule of this account may have statements run in its name.
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
    });
    const actions = [
      ...new Set(
        props.tables.map(({ table: { autoRefresh } }) => (autoRefresh ? 'ExecuteStatement' : 'BatchExecuteStatement')),
      ),
    ] as const;
    for (const statement of statementRunStatements(warehouse, actions)) {
      role.addToPrincipalPolicy(statement);
    }
    for (const { table, resource } of props.tables) {
      const action = table.autoRefresh ? 'executeStatement' : 'batchExecuteStatement';
      const merge = mergeStatement(table).sql;
      const schedule = new scheduler.CfnSchedule(this, `Table-${table.table}`, {
        description: `Merges ${table.schema}.${table.table}`,
        scheduleExpression: rate(every),
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: `arn:${stack.partition}:scheduler:::aws-sdk:redshiftdata:${action}`,
          roleArn: role.roleArn,
          retryPolicy: {
            maximumRetryAttempts: RETRIES,
            maximumEventAgeInSeconds: Math.min(Math.max(every.toSeconds(), SHORTEST_AGE_SECONDS), LONGEST_AGE_SECONDS),
          },
          input: stack.toJsonString({
            WorkgroupName: warehouse.workgroupName,
            Database: warehouse.databaseName,
            SecretArn: warehouse.adminSecret.secretArn,
            ...(table.autoRefresh ? { Sql: merge } : { Sqls: [refreshStatement(table).sql, merge] }),
            StatementName: mergeName(table, props.name),
            WithEvent: true,
          }),
        },
      });
      schedule.node.addDependency(role, resource);
    }
  }
}

function rate(every: Duration): string {
  const minutes = every.toMinutes();
  return minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`;
}
