import { Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { DATASETS } from '../../lib/config/datasets';
import { SourceDatabase, type SourceDatabaseProps } from '../../lib/source/source-database';
import { testStack, testVpc } from './test-app';

/** A database of `mysql` in a stack of its own, as small as can be. */
export function createDatabase(props: Partial<SourceDatabaseProps> = {}, stack = testStack()): SourceDatabase {
  return new SourceDatabase(stack, 'Database', {
    vpc: testVpc(stack),
    engine: 'mysql',
    databaseName: 'salesdb',
    instanceType: new ec2.InstanceType('t4g.medium'),
    allocatedStorage: Size.gibibytes(20),
    multiAz: false,
    backupRetention: Duration.days(1),
    binlogRetention: Duration.hours(72),
    deletionProtection: false,
    removalPolicy: RemovalPolicy.DESTROY,
    capturedTables: [DATASETS.salesOrderDetail],
    sampleData: false,
    ...props,
  });
}

/** The template of the stack that holds it. */
export function databaseTemplate(props: Partial<SourceDatabaseProps> = {}): Template {
  return Template.fromStack(Stack.of(createDatabase(props)));
}

export const AURORA = { engine: 'aurora-mysql', instanceType: new ec2.InstanceType('r7g.large') } as const;
export const RETAINED = { removalPolicy: RemovalPolicy.RETAIN, deletionProtection: true };
