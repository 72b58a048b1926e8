import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { IcebergTables } from '../lake/iceberg-tables';
import type { LakeStack } from './lake-stack';
import { ProtectedStack, type ProtectedStackProps } from './protected-stack';

export interface IcebergTablesStackProps extends ProtectedStackProps {
  readonly lake: LakeStack;
  /** Name of their database in the Data Catalog. */
  readonly databaseName: string;
}

/** Iceberg tables that a pipeline writes. They are there whatever becomes of what runs. */
export class IcebergTablesStack extends ProtectedStack {
  readonly tables: IcebergTables;

  constructor(scope: Construct, id: string, props: IcebergTablesStackProps) {
    super(scope, id, props);
    this.tables = new IcebergTables(this, 'Tables', {
      bucket: props.lake.tables,
      databaseName: props.databaseName,
      removalPolicy: props.dataPolicy.removalPolicy,
    });
    new CfnOutput(this, 'DatabaseName', { value: this.tables.database.databaseName });
  }
}
