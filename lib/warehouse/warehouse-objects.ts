import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as cr from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { packText } from '../core/packed-text';
import { toProperties, WAREHOUSE_SCHEMA, WAREHOUSE_TABLE } from './handler/warehouse-request';
import type { IWarehouse } from './warehouse';
import { WAREHOUSE_BUNDLE, warehouseSourceHash } from './warehouse-bundle';
import { statementReadStatement, statementRunStatements } from './warehouse-policies';
import type { WarehouseTable } from './warehouse-table';

const MEMORY_MIB = 256;
/** The longest that there is: it waits for each statement, and a table has some twenty. */
const HANDLER_TIMEOUT = Duration.minutes(15);
/** How long CloudFormation waits for an answer before it calls the deployment failed. */
const SERVICE_TIMEOUT = Duration.minutes(20);
/** Tables that are made at once: more of them would meet each other in the catalog, and the Data API throttles. */
const WIDTH = 4;

/** A table, and what makes it: depend on that to come after. */
export interface MadeTable {
  readonly table: WarehouseTable;
  readonly resource: Construct;
}

export interface WarehouseObjectsProps {
  readonly warehouse: IWarehouse;
  /** What its tables are in. */
  readonly schema: string;
  readonly bootstrapServers: string;
  readonly tables: readonly WarehouseTable[];
  /** Everything that must be there before the first statement: rights to topics. */
  readonly after: readonly Construct[];
  readonly logs: Pick<logs.LogGroupProps, 'retention' | 'removalPolicy'>;
}

/**
 * Schemas, views, tables and procedures of a pipeline in a warehouse, made while the stack is deployed by statements that fail the
 * deployment where they fail. Made again to what they are to be when a definition or the SQL changes; data is never removed.
 */
export class WarehouseObjects extends Construct {
  readonly tables: readonly MadeTable[];

  constructor(scope: Construct, id: string, props: WarehouseObjectsProps) {
    super(scope, id);
    const { warehouse, schema, bootstrapServers, tables } = props;
    const address = {
      workgroupName: warehouse.workgroupName,
      database: warehouse.databaseName,
      secretArn: warehouse.adminSecret.secretArn,
    };
    const serviceToken = this.createProvider(props).serviceToken;
    const resource = (name: string, resourceType: string, definition: string): CustomResource =>
      new CustomResource(this, name, {
        resourceType,
        serviceToken,
        serviceTimeout: SERVICE_TIMEOUT,
        // The last is read by nobody: it makes the handler run again.
        properties: { ...toProperties(address, definition), SourceHash: warehouseSourceHash() },
      });
    const schemas = resource(
      'Schema',
      WAREHOUSE_SCHEMA,
      Stack.of(this).toJsonString({ schema, roleArn: warehouse.role.roleArn, bootstrapServers }),
    );
    schemas.node.addDependency(...props.after);
    const made: MadeTable[] = [];
    for (const table of tables) {
      const one = resource(`Table-${table.table}`, WAREHOUSE_TABLE, packText(JSON.stringify(table)));
      one.node.addDependency(made.at(-WIDTH)?.resource ?? schemas);
      made.push({ table, resource: one });
    }
    this.tables = made;
  }

  /** It calls AWS's own services only, and so is in no network. */
  private createProvider({ warehouse, schema, logs: logProps }: WarehouseObjectsProps): cr.Provider {
    const logGroup = new logs.LogGroup(this, 'LogGroup', logProps);
    const handler = new lambda.Function(this, 'Handler', {
      description: `Makes tables of ${schema} in the warehouse`,
      code: WAREHOUSE_BUNDLE.code(),
      handler: 'index.handler',
      runtime: lambda.determineLatestNodeRuntime(this),
      architecture: lambda.Architecture.ARM_64,
      memorySize: MEMORY_MIB,
      timeout: HANDLER_TIMEOUT,
      logGroup,
    });
    for (const statement of [...statementRunStatements(warehouse, ['ExecuteStatement']), statementReadStatement()]) {
      handler.addToRolePolicy(statement);
    }
    return new cr.Provider(this, 'Provider', { onEventHandler: handler, logGroup });
  }
}
