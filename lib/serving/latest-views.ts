import { CustomResource, Duration } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as cr from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { tableName } from '../../connectors/dataset';
import { fail } from '../core/fail';
import { packText } from '../core/packed-text';
import type { ParquetTable } from '../lake/parquet-table';
import type { AthenaWorkgroup } from './athena-workgroup';
import { ATHENA_VIEW, toProperties } from './handler/view-request';
import { latestStatement } from './latest-statement';
import { catalogStatement } from './serving-policies';
import { statementFunction } from './statement-function';

/** How long CloudFormation waits for an answer before it calls the deployment failed. */
const SERVICE_TIMEOUT = Duration.minutes(20);
/** Views that are made at once: Athena runs a few statements of an account at a time, and throttles more. */
const WIDTH = 4;
/** Athena takes no longer statement. */
const LONGEST_STATEMENT = 262_144;

/** What the view of a raw table is called. */
export function latestViewName(table: Pick<ParquetTable, 'tableName'>): string {
  return `${table.tableName}_latest`;
}

export interface LatestViewsProps {
  readonly workgroup: AthenaWorkgroup;
  /** Raw tables, all of one database. */
  readonly tables: readonly ParquetTable[];
  readonly logs: Pick<logs.LogGroupProps, 'retention' | 'removalPolicy'>;
}

/**
 * A view of each raw table: its newest rows by the source's log, without those that are deleted. Made while the stack is
 * deployed by a statement that fails the deployment where it fails, and gone with it.
 */
export class LatestViews extends Construct {
  private readonly views = new Map<string, CustomResource>();

  /** @throws Error where tables are of several databases, or a statement is longer than Athena takes */
  constructor(scope: Construct, id: string, props: LatestViewsProps) {
    super(scope, id);
    const { workgroup, tables } = props;
    const databases = [...new Set(tables.map(({ databaseName }) => databaseName))];
    const [database] = databases;
    if (database === undefined || databases.length > 1) {
      fail(this, `\`tables\` must be some, and of one database, got those of: ${databases.join(', ')}`);
    }
    const serviceToken = this.createProvider(props, database).serviceToken;
    const made: CustomResource[] = [];
    for (const table of tables) {
      const view = latestViewName(table);
      const sql = latestStatement({ view, table: table.tableName, dataset: table.dataset, types: table.types });
      if (sql.length > LONGEST_STATEMENT) {
        fail(this, `\`columns\` must make a view of up to ${LONGEST_STATEMENT} characters, got ${sql.length}: ${view}`);
      }
      const resource = new CustomResource(this, `View-${tableName(table.dataset)}`, {
        resourceType: ATHENA_VIEW,
        serviceToken,
        serviceTimeout: SERVICE_TIMEOUT,
        properties: toProperties({
          address: { workgroupName: workgroup.workgroupName, database },
          view,
          sql: packText(sql),
        }),
      });
      resource.node.addDependency(table.resource, workgroup.resource);
      const before = made.at(-WIDTH);
      if (before !== undefined) {
        resource.node.addDependency(before);
      }
      made.push(resource);
      this.views.set(view, resource);
    }
  }

  /** What makes the view of a table: depend on that to come after. @throws Error where it has none here */
  viewOf(table: ParquetTable): Construct {
    return this.views.get(latestViewName(table)) ?? fail(this, `\`table\` must have a view, got: ${table.tableName}`);
  }

  private createProvider({ workgroup, tables, logs: logProps }: LatestViewsProps, database: string): cr.Provider {
    const logGroup = new logs.LogGroup(this, 'LogGroup', logProps);
    const handler = statementFunction(this, 'Handler', {
      description: `Makes views in ${database}`,
      exported: 'handler',
      logGroup,
    });
    workgroup.grantRun(handler);
    handler.addToRolePolicy(catalogStatement(this, ['GetDatabase', 'GetTable'], database, patterns(tables)));
    handler.addToRolePolicy(
      catalogStatement(
        this,
        ['CreateTable', 'DeleteTable', 'UpdateTable'],
        database,
        tables.length <= MOST_NAMED ? tables.map(latestViewName) : ['*_latest'],
      ),
    );
    return new cr.Provider(this, 'Provider', { onEventHandler: handler, logGroup });
  }
}

/** Tables that a policy names one by one. */
const MOST_NAMED = 20;

/** Wildcard: what many tables are called fits into no policy. */
function patterns(tables: readonly ParquetTable[]): string[] {
  return tables.length <= MOST_NAMED
    ? tables.flatMap((table) => [table.tableName, latestViewName(table)])
    : [...new Set(tables.map(({ tableName: name }) => `${name.split('_')[0]}_*`))];
}
