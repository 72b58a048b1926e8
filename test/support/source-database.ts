import { Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { SourceDatabase, type SourceDatabaseProps } from '../../lib/source/source-database';
import { SourceReadiness, type SourceReadinessProps } from '../../lib/source/source-readiness';
import { DATASETS } from '../fixtures/datasets';
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
    ...props,
  });
}

/** What has to be true of its tables, in the same stack. */
export function createReadiness(
  props: Partial<SourceReadinessProps> = {},
  databaseProps: Partial<SourceDatabaseProps> = {},
  stack = testStack(),
): SourceReadiness {
  const database = createDatabase(databaseProps, stack);
  return new SourceReadiness(stack, 'Source', {
    database,
    vpc: stack.node.findChild('TestVpc') as ec2.Vpc,
    capturedTables: [DATASETS.salesOrderDetail],
    ...props,
  });
}

/** The template of the stack that holds both. */
export function readinessTemplate(
  props: Partial<SourceReadinessProps> = {},
  databaseProps: Partial<SourceDatabaseProps> = {},
): Template {
  return Template.fromStack(Stack.of(createReadiness(props, databaseProps)));
}

/** The template of the stack that holds it. */
export function databaseTemplate(props: Partial<SourceDatabaseProps> = {}): Template {
  return Template.fromStack(Stack.of(createDatabase(props)));
}

export const POSTGRES = {
  engine: 'postgres',
  binlogRetention: undefined,
  slotWalLimit: Size.gibibytes(8),
} as const satisfies Partial<SourceDatabaseProps>;
export const AURORA = { engine: 'aurora-mysql', instanceType: new ec2.InstanceType('r7g.large') } as const;
export const RETAINED = { removalPolicy: RemovalPolicy.RETAIN, deletionProtection: true };
