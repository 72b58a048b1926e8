import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { type SourceDatabaseInputs, sourceDatabaseProblems } from '../../../lib/source/source-database-problems';

const SOUND: SourceDatabaseInputs = {
  engine: 'mysql',
  databaseName: 'salesdb',
  instanceType: new InstanceType('t4g.medium'),
  allocatedStorage: Size.gibibytes(20),
  backupRetention: Duration.days(1),
  binlogRetention: Duration.hours(168),
  deletionProtection: false,
  removalPolicy: RemovalPolicy.DESTROY,
};
const POSTGRES = { engine: 'postgres', binlogRetention: undefined, slotWalLimit: Size.gibibytes(10) };
const AURORA = { engine: 'aurora-mysql', binlogRetention: Duration.hours(2160) };

test.each([{}, POSTGRES, AURORA, { ...AURORA, allocatedStorage: Size.gibibytes(1) }])('%p is sound', (inputs) => {
  expect(sourceDatabaseProblems({ ...SOUND, ...inputs })).toEqual([]);
});

test.each([
  [{ engine: 'oracle' }, '`engine` must be one of mysql, aurora-mysql, postgres, got: oracle'],
  [{ engine: 'constructor' }, '`engine` must be one of'],
  [{ databaseName: 'sales-db' }, '`databaseName` must be a letter followed by'],
  [{ backupRetention: Duration.days(0) }, '`backupRetention` must be 1 to 35 whole days'],
  [{ backupRetention: Duration.hours(36) }, 'got: 1.5 days'],
  [{ backupRetention: Duration.days(36) }, 'got: 36 days'],
  [{ binlogRetention: Duration.hours(169) }, '`binlogRetention` must be 1 to 168 whole hours, got: 169 hours'],
  [{ binlogRetention: Duration.minutes(30) }, 'got: 0.5 hours'],
  [{ ...AURORA, binlogRetention: Duration.days(91) }, '`binlogRetention` must be 1 to 2160 whole hours, got: 2184'],
  [{ binlogRetention: undefined }, '`binlogRetention` must be 1 to 168 whole hours, got: none'],
  [{ slotWalLimit: Size.gibibytes(1) }, '`slotWalLimit` must be left out, for MySQL has no slots, got: 1024 MiB'],
  [{ ...POSTGRES, slotWalLimit: undefined }, '`slotWalLimit` must be 1024 MiB to half of `allocatedStorage`'],
  [{ ...POSTGRES, slotWalLimit: Size.mebibytes(1023) }, 'got: 1023 MiB'],
  [{ ...POSTGRES, binlogRetention: Duration.hours(1) }, '`binlogRetention` must be left out, for PostgreSQL has no'],
  [{ ...POSTGRES, backupRetention: Duration.days(0) }, '`backupRetention` must be 1 to 35 whole days, got: 0 days'],
  [{ allocatedStorage: Size.gibibytes(10) }, '`allocatedStorage` must be at least 20 GiB, got: 10 GiB'],
  [{ ...AURORA, instanceType: new InstanceType('t4g.small') }, '`instanceType` must be medium or larger for Aurora'],
  [{ sample: 'none' }, '`sample` must be a folder of samples, one of pagila, salesdb, support, got: none'],
  [{ deletionProtection: true }, '`deletionProtection` must be off where `removalPolicy` is destroy'],
  [{ removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }, '`removalPolicy` must be destroy, retain or snapshot'],
])('%p is a problem', (inputs, message) => {
  expect(sourceDatabaseProblems({ ...SOUND, ...inputs } as SourceDatabaseInputs)).toContainEqual(
    expect.stringContaining(message),
  );
});
