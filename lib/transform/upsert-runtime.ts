import { join } from 'node:path';
import type { GlueVersion, PySparkEtlJobProps, WorkerType } from '@aws-cdk/aws-glue-alpha';
import { type Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Dataset } from '../../connectors/dataset';
import type { DataPolicy } from '../config/data-policy';
import { fail } from '../core/fail';
import { TABLE_PREFIXES } from '../lake/table-prefixes';
import type { TablesBucket } from '../lake/tables-bucket';
import type { PositionFormat } from '../source/source-engine';
import { notificationsArgument, serviceArguments, tablesArgument } from './job-arguments';
import { JobCode } from './job-code';
import { JobLogs } from './job-logs';
import { metricStatement } from './job-policies';
import type { JobSecurity } from './job-security';
import { LogStoreJar } from './log-store-jar';
import { upsertProblems } from './upsert-problems';

/** Spark 3.5.6, Delta 3.3.2, Python 3.11. The Glue module's own list of versions ends before it. */
const GLUE_VERSION = '5.1' as GlueVersion;
const SCRIPTS = join(__dirname, '..', '..', 'glue-scripts');
/** Two runs at once would be two writers of one checkpoint. */
const MAX_CONCURRENT_RUNS = 1;

export interface UpsertRuntimeProps {
  /** Unique in the account and region; part of the names of the job's log groups. */
  readonly name: string;
  readonly tables: TablesBucket;
  /** The tables that are kept equal to their source, all of one. */
  readonly datasets: readonly Dataset[];
  /** Of their changes, by the engine of their source. */
  readonly positions: PositionFormat;
  readonly workerType: string;
  /** At least 2; one of them is the driver. */
  readonly workers: number;
  readonly dataPolicy: DataPolicy;
  /** @default - under keys that AWS holds */
  readonly security?: JobSecurity;
}

/** What every job that keeps tables has: role, logs, package, and the way to its tables. */
export class UpsertRuntime extends Construct {
  readonly role: iam.Role;
  readonly logs: JobLogs;
  private readonly props: UpsertRuntimeProps;

  /** @throws Error where a property breaks a rule */
  constructor(scope: Construct, id: string, props: UpsertRuntimeProps & { readonly timeout?: Duration }) {
    super(scope, id);
    const problems = upsertProblems(props);
    if (problems.length > 0) {
      fail(scope, problems.join('\n'));
    }
    this.props = props;
    this.role = new iam.Role(this, 'Role', {
      description: `Role of job ${props.name}`,
      // Without a condition: no page says that Glue sends `aws:SourceAccount`, and one on a missing key denies.
      assumedBy: new iam.ServicePrincipal('glue.amazonaws.com'),
    });
    this.logs = new JobLogs(this, 'Logs', {
      ...props.dataPolicy.logs,
      name: props.name,
      role: this.role,
      security: props.security,
    });
    this.role.addToPrincipalPolicy(metricStatement());
    props.security?.logKey.grant(this.role, 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey');
  }

  /**
   * Lets the role write the tables, and says how to run a script of `glue-scripts/jobs`.
   *
   * @param checkpoints prefix in the bucket of the tables
   */
  jobProps(script: string, checkpoints: string): PySparkEtlJobProps {
    const { tables, datasets, positions, security } = this.props;
    tables.grantKeep(this.role, checkpoints, datasets);
    return {
      role: this.role,
      script: new JobCode('Script', join(SCRIPTS, 'jobs', script)),
      extraPythonFiles: [new JobCode('Package', join(SCRIPTS, 'src'))],
      extraJars: [new LogStoreJar()],
      glueVersion: GLUE_VERSION,
      workerType: this.props.workerType as WorkerType,
      numberOfWorkers: this.props.workers,
      maxConcurrentRuns: MAX_CONCURRENT_RUNS,
      // The next run on schedule does what this one could not.
      maxRetries: 0,
      // Glue 5 has its own way to log, see `--custom-logGroup-prefix`.
      continuousLogging: { enabled: false },
      securityConfiguration: security?.configuration,
      defaultArguments: {
        ...serviceArguments(this.logs.prefix, Stack.of(this).region),
        '--lake': tables.url(TABLE_PREFIXES.tables),
        '--checkpoints': tables.url(checkpoints),
        '--quarantine': tables.url(TABLE_PREFIXES.quarantine),
        '--tables': tablesArgument(datasets, positions),
        '--notifications': notificationsArgument(datasets),
      },
    };
  }
}
