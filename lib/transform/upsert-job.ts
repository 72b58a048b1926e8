import { join } from 'node:path';
import { type GlueVersion, PySparkEtlJob, type WorkerType } from '@aws-cdk/aws-glue-alpha';
import type { Duration } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Dataset } from '../../connectors/dataset';
import { fail } from '../core/fail';
import type { ArchiveBucket } from '../lake/archive-bucket';
import { TABLE_PREFIXES, type TablesBucket } from '../lake/tables-bucket';
import { JobCode } from './job-code';
import { runSchedule, runScheduleProblem } from './run-schedule';
import { serviceArguments, tablesArgument } from './upsert-arguments';
import { archiveReadStatements, tableWriteStatements } from './upsert-policies';

/** Spark 3.5.6, Delta 3.3.2, Python 3.11. The Glue module's list of versions ends before it. */
const GLUE_VERSION = '5.1' as GlueVersion;
const SCRIPTS = join(__dirname, '..', '..', 'glue-scripts');
/** Two runs at once would be two writers of one checkpoint, and of one Delta table, which S3 gives no lock for. */
const MAX_CONCURRENT_RUNS = 1;

export interface UpsertJobProps {
  readonly archive: ArchiveBucket;
  /** Prefix of the raw objects in the archive. */
  readonly archivePrefix: string;
  readonly tables: TablesBucket;
  /** The tables that are kept equal to their sources. */
  readonly datasets: readonly Dataset[];
  readonly workerType: string;
  /** One of them is the driver. */
  readonly workers: number;
  readonly schedule: Duration;
  /** A run that takes longer is ended, and the next one does its work. */
  readonly timeout: Duration;
}

/** Brings new objects of the archive into the Delta tables, on a schedule. */
export class UpsertJob extends Construct {
  readonly jobName: string;
  readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: UpsertJobProps) {
    super(scope, id);
    const problem = runScheduleProblem(props.schedule);
    if (problem !== undefined) {
      fail(this, `\`schedule\` ${problem}`);
    }
    this.role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('glue.amazonaws.com') });
    const { tables, archive, datasets } = props;
    const job = new PySparkEtlJob(this, 'Job', {
      role: this.role,
      description: 'Brings new objects of the archive into the Delta tables',
      script: new JobCode('Script', join(SCRIPTS, 'jobs', 'upsert.py')),
      extraPythonFiles: [new JobCode('Package', join(SCRIPTS, 'src'))],
      glueVersion: GLUE_VERSION,
      workerType: props.workerType as WorkerType,
      numberOfWorkers: props.workers,
      maxConcurrentRuns: MAX_CONCURRENT_RUNS,
      maxRetries: 0,
      timeout: props.timeout,
      defaultArguments: {
        ...serviceArguments(),
        '--archive': archive.bucket.s3UrlForObject(props.archivePrefix),
        '--lake': tables.url(TABLE_PREFIXES.tables),
        '--checkpoints': tables.url(TABLE_PREFIXES.checkpoints),
        '--quarantine': tables.url(TABLE_PREFIXES.quarantine),
        '--tables': tablesArgument(datasets),
      },
    });
    this.jobName = job.jobName;
    for (const statement of [
      ...archiveReadStatements(archive.bucket.bucketArn, props.archivePrefix, datasets),
      ...tableWriteStatements(tables.bucket.bucketArn, TABLE_PREFIXES.checkpoints, datasets),
    ]) {
      this.role.addToPrincipalPolicy(statement);
    }
    new glue.CfnTrigger(this, 'Schedule', {
      type: 'SCHEDULED',
      schedule: runSchedule(props.schedule),
      startOnCreation: true,
      actions: [{ jobName: job.jobName }],
    });
  }
}
