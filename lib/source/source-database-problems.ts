import { type Duration, RemovalPolicy, type Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { sampleNames } from './samples';
import { type EngineTraits, engineTraits, SOURCE_ENGINES } from './source-engine';

/** What of a source database can be wrong before it is made. */
export interface SourceDatabaseInputs {
  readonly engine: string;
  readonly databaseName: string;
  readonly instanceType: ec2.InstanceType;
  readonly allocatedStorage: Size;
  readonly backupRetention: Duration;
  readonly binlogRetention?: Duration;
  readonly slotWalLimit?: Size;
  readonly deletionProtection: boolean;
  readonly removalPolicy: RemovalPolicy;
  readonly sample?: string;
}

const MAX_BACKUP_DAYS = 35;
const MIN_GP3_GIB = 20;
const MIN_SLOT_WAL_MIB = 1024;
const DATABASE_NAME = /^[A-Za-z][A-Za-z0-9_]{0,62}$/;
const TOO_SMALL_FOR_AURORA = /\.(nano|micro|small)$/;

/** Every rule that the inputs break, as `property rule, got: value` sentences; empty when they are sound. */
export function sourceDatabaseProblems(inputs: SourceDatabaseInputs): string[] {
  const traits = engineTraits(inputs.engine);
  if (traits === undefined) {
    return [`\`engine\` must be one of ${SOURCE_ENGINES.join(', ')}, got: ${inputs.engine}`];
  }
  return [
    ...databaseNameProblems({ database: inputs.databaseName }),
    ...sizeProblems(inputs),
    ...backupProblems(inputs, traits),
    ...(traits.maxBinlogRetention === undefined
      ? slotProblems(inputs)
      : binlogProblems(inputs, traits.maxBinlogRetention.toHours())),
    ...removalProblems(inputs),
    ...sampleProblems(inputs),
  ];
}

function sampleProblems({ sample }: SourceDatabaseInputs): string[] {
  return sample === undefined || sampleNames().includes(sample)
    ? []
    : [`\`sample\` must be a folder of samples, one of ${sampleNames().join(', ')}, got: ${sample}`];
}

/** What is wrong with the name of a database in which the platform keeps a table. */
export function databaseNameProblems({ database }: { readonly database: string }): string[] {
  return Token.isUnresolved(database) || DATABASE_NAME.test(database)
    ? []
    : [`\`databaseName\` must be a letter followed by up to 62 letters, digits or _, got: ${database}`];
}

function sizeProblems({ engine, instanceType, allocatedStorage }: SourceDatabaseInputs): string[] {
  if (instanceType.toString().startsWith('db.')) {
    return [`\`instanceType\` must be a class without the db. prefix, got: ${instanceType}`];
  }
  const aurora = engine === 'aurora-mysql';
  if (aurora && TOO_SMALL_FOR_AURORA.test(instanceType.toString())) {
    return [`\`instanceType\` must be medium or larger for Aurora, got: ${instanceType}`];
  }
  const gibibytes = allocatedStorage.toGibibytes({ rounding: 1 });
  return aurora || gibibytes >= MIN_GP3_GIB
    ? []
    : [`\`allocatedStorage\` must be at least ${MIN_GP3_GIB} GiB, got: ${gibibytes} GiB`];
}

function backupProblems({ backupRetention }: SourceDatabaseInputs, { maxBinlogRetention }: EngineTraits): string[] {
  const days = backupRetention.toDays({ integral: false });
  const reason = maxBinlogRetention === undefined ? '' : ', for without backups there is no binlog';
  return Number.isInteger(days) && days >= 1 && days <= MAX_BACKUP_DAYS
    ? []
    : [`\`backupRetention\` must be 1 to ${MAX_BACKUP_DAYS} whole days${reason}, got: ${days} days`];
}

function binlogProblems({ binlogRetention, slotWalLimit }: SourceDatabaseInputs, maxHours: number): string[] {
  const hours = binlogRetention?.toHours({ integral: false });
  return [
    ...(hours !== undefined && Number.isInteger(hours) && hours >= 1 && hours <= maxHours
      ? []
      : [
          `\`binlogRetention\` must be 1 to ${maxHours} whole hours, got: ${hours === undefined ? 'none' : `${hours} hours`}`,
        ]),
    ...(slotWalLimit === undefined
      ? []
      : [`\`slotWalLimit\` must be left out, for MySQL has no slots, got: ${slotWalLimit.toMebibytes()} MiB`]),
  ];
}

/** Half of the disk stays for data: what a stopped connector holds back must not end the database. */
function slotProblems({ binlogRetention, slotWalLimit, allocatedStorage }: SourceDatabaseInputs): string[] {
  const most = allocatedStorage.toMebibytes() / 2;
  const limit = slotWalLimit?.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
  return [
    ...(limit !== undefined && Number.isInteger(limit) && limit >= MIN_SLOT_WAL_MIB && limit <= most
      ? []
      : [
          `\`slotWalLimit\` must be ${MIN_SLOT_WAL_MIB} MiB to half of \`allocatedStorage\` (${most} MiB), got: ${limit === undefined ? 'none' : `${limit} MiB`}`,
        ]),
    ...(binlogRetention === undefined
      ? []
      : [
          `\`binlogRetention\` must be left out, for PostgreSQL has no binlog, got: ${binlogRetention.toHours()} hours`,
        ]),
  ];
}

function removalProblems({ removalPolicy, deletionProtection }: SourceDatabaseInputs): string[] {
  if (removalPolicy === RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE) {
    return [`\`removalPolicy\` must be destroy, retain or snapshot, got: ${removalPolicy}`];
  }
  return deletionProtection && removalPolicy === RemovalPolicy.DESTROY
    ? ['`deletionProtection` must be off where `removalPolicy` is destroy, for it would block the removal, got: true']
    : [];
}
