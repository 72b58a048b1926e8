import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { DataPolicy } from '../config/data-policy';
import type { AthenaConfig } from '../config/environment';
import { AthenaWorkgroup } from '../serving/athena-workgroup';
import { type QueriedTable, tableQueries } from '../serving/table-queries';
import type { IcebergTablesStack } from './iceberg-tables-stack';
import type { LakeStack } from './lake-stack';
import type { RowsStack } from './rows-stack';

export interface ServingStackProps extends StackProps {
  readonly lake: LakeStack;
  readonly workgroupName: string;
  readonly athena: AthenaConfig;
  /** Tables that get statements to start from. */
  readonly queriedTables: readonly ServedTable[];
  readonly dataPolicy: DataPolicy;
}

export interface ServedTable extends QueriedTable {
  /** Where it is; undefined where the lake declares it. */
  readonly iceberg: IcebergTablesStack | undefined;
  /** Where it is, of rows in Parquet. */
  readonly rows: RowsStack | undefined;
}

/** How people get at the tables. */
export class ServingStack extends Stack {
  readonly workgroup: AthenaWorkgroup;

  constructor(scope: Construct, id: string, props: ServingStackProps) {
    super(scope, id, props);
    const { lake, athena } = props;
    this.workgroup = new AthenaWorkgroup(this, 'Athena', {
      ...athena,
      workgroupName: props.workgroupName,
      dataPolicy: props.dataPolicy,
      encryptionKey: lake.tables.bucket.encryptionKey,
    });
    for (const table of props.queriedTables) {
      const { dataset, iceberg, rows } = table;
      const database = rows?.databaseName ?? iceberg?.tables.databaseName ?? lake.catalog.table(dataset).databaseName;
      for (const { name, description, sql } of tableQueries(table, props.queriedTables)) {
        this.workgroup.addQuery(name, { name, description, database, queryString: sql });
      }
      for (const before of [iceberg, rows].filter((stack) => stack !== undefined)) {
        this.addStackDependency(before);
      }
    }
    new CfnOutput(this, 'WorkgroupName', { value: this.workgroup.workgroupName });
    this.addStackDependency(lake);
  }
}
