import { type Duration, type Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { DataPolicy } from '../config/data-policy';
import { IcebergTablesStack } from '../stacks/iceberg-tables-stack';
import { ItemsStack } from '../stacks/items-stack';
import type { LakeStack } from '../stacks/lake-stack';
import { RowsStack } from '../stacks/rows-stack';
import { TableBucketStack } from '../stacks/table-bucket-stack';
import type { PlannedPipeline } from './platform-plan';

/** Stacks of what a pipeline writes to, which stay when it is off. */
export interface DataStacks {
  /** Undefined where it writes no items. */
  readonly items: ItemsStack | undefined;
  /** Undefined where it writes no Iceberg tables of the lake. */
  readonly iceberg: IcebergTablesStack | undefined;
  /** Undefined where it keeps no rows in Parquet. */
  readonly rows: RowsStack | undefined;
  /** Undefined where it writes to no table bucket. */
  readonly tableBucket: TableBucketStack | undefined;
}

export interface DataStacksProps {
  readonly lake: LakeStack;
  readonly dataPolicy: DataPolicy;
  readonly topicRetention: Duration;
}

export function dataStacks(
  scope: Construct,
  { pipeline: { name }, plan }: PlannedPipeline,
  { lake, ...props }: DataStacksProps,
): DataStacks {
  const { itemTables, icebergDatabase: databaseName, rows, tableBucket } = plan;
  const { dataPolicy } = props;
  return {
    items:
      itemTables.length === 0
        ? undefined
        : tagged(new ItemsStack(scope, `Items-${name}`, { tables: itemTables, dataPolicy }), name),
    rows:
      rows === undefined
        ? undefined
        : tagged(new RowsStack(scope, `Rows-${name}`, { ...rows, lake, dataPolicy }), name),
    iceberg:
      databaseName === undefined
        ? undefined
        : tagged(new IcebergTablesStack(scope, `Iceberg-${name}`, { lake, databaseName, dataPolicy }), name),
    tableBucket:
      tableBucket === undefined
        ? undefined
        : tagged(new TableBucketStack(scope, `TableBucket-${name}`, { ...tableBucket, ...props }), name),
  };
}

function tagged<T extends Stack>(stack: T, pipeline: string): T {
  Tags.of(stack).add('tributary:pipeline', pipeline);
  return stack;
}
