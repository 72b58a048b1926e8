import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Dataset } from '../../connectors/dataset';
import type { DataPolicy } from '../config/data-policy';
import type { AthenaConfig } from '../config/environment';
import { AthenaWorkgroup } from '../serving/athena-workgroup';
import { tableQueries } from '../serving/table-queries';
import type { LakeStack } from './lake-stack';

export interface ServingStackProps extends StackProps {
  readonly lake: LakeStack;
  readonly workgroupName: string;
  readonly athena: AthenaConfig;
  /** Datasets with a Delta table that get statements to start from. */
  readonly queriedTables: readonly Dataset[];
  readonly dataPolicy: DataPolicy;
}

/** How people get at the tables. */
export class ServingStack extends Stack {
  constructor(scope: Construct, id: string, props: ServingStackProps) {
    super(scope, id, props);
    const { lake, athena } = props;
    const workgroup = new AthenaWorkgroup(this, 'Athena', {
      ...athena,
      workgroupName: props.workgroupName,
      dataPolicy: props.dataPolicy,
      encryptionKey: lake.tables.bucket.encryptionKey,
    });
    for (const dataset of props.queriedTables) {
      const database = lake.catalog.table(dataset).databaseName;
      for (const { name, description, sql } of tableQueries(dataset, props.queriedTables)) {
        workgroup.addQuery(name, { name, description, database, queryString: sql });
      }
    }
    new CfnOutput(this, 'WorkgroupName', { value: workgroup.workgroupName });
    this.addStackDependency(lake);
  }
}
