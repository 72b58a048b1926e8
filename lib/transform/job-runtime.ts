import { join } from 'node:path';
import type { Code, GlueVersion, PySparkEtlJobProps, WorkerType } from '@aws-cdk/aws-glue-alpha';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { DataPolicy } from '../config/data-policy';
import { serviceArguments } from './job-arguments';
import { JobCode } from './job-code';
import { JobLogs } from './job-logs';
import { metricStatement } from './job-policies';
import type { JobSecurity } from './job-security';
import type { TableFormat } from './table-formats';

/** Spark 3.5.6, Delta 3.3.2, Iceberg 1.10.0, Python 3.11. The Glue module's own list of versions ends before it. */
const GLUE_VERSION = '5.1' as GlueVersion;
const SCRIPTS = join(__dirname, '..', '..', 'glue-scripts');
/** Two runs at once would be two writers of one checkpoint. */
const MAX_CONCURRENT_RUNS = 1;

export interface JobRuntimeProps {
  /** Unique in the account and region; part of the names of the job's log groups. */
  readonly name: string;
  readonly workerType: string;
  /** At least 2; one of them is the driver. */
  readonly workers: number;
  readonly dataPolicy: DataPolicy;
  /** @default - under keys that AWS holds */
  readonly security?: JobSecurity;
}

/** What a job runs, by the format of its tables and by what it reads. */
export interface JobProgram {
  /** A file of `glue-scripts/jobs`. */
  readonly script: string;
  readonly format: TableFormat;
  /** What Spark needs beside the jars that Glue has. */
  readonly jars: readonly Code[];
  /** Of the script. */
  readonly arguments: Readonly<Record<string, string>>;
}

/** What every job of the package in `glue-scripts` has: role, logs, package. */
export class JobRuntime extends Construct {
  readonly role: iam.Role;
  readonly logs: JobLogs;

  constructor(
    scope: Construct,
    id: string,
    private readonly runtime: JobRuntimeProps,
  ) {
    super(scope, id);
    const { name, dataPolicy, security } = runtime;
    this.role = new iam.Role(this, 'Role', {
      description: `Role of job ${name}`,
      // Without a condition: no page says that Glue sends `aws:SourceAccount`, and one on a missing key denies.
      assumedBy: new iam.ServicePrincipal('glue.amazonaws.com'),
    });
    this.logs = new JobLogs(this, 'Logs', { ...dataPolicy.logs, name, role: this.role, security });
    this.role.addToPrincipalPolicy(metricStatement());
    security?.logKey.grant(this.role, 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey');
  }

  /** How the program is run. Where it reads and writes, its role has to be let in before. */
  jobProps({ script, format, jars, arguments: own }: JobProgram): PySparkEtlJobProps {
    const { workerType, workers, security } = this.runtime;
    return {
      role: this.role,
      script: new JobCode('Script', join(SCRIPTS, 'jobs', script)),
      extraPythonFiles: [new JobCode('Package', join(SCRIPTS, 'src'))],
      extraJars: jars.length === 0 ? undefined : [...jars],
      glueVersion: GLUE_VERSION,
      workerType: workerType as WorkerType,
      numberOfWorkers: workers,
      maxConcurrentRuns: MAX_CONCURRENT_RUNS,
      // The next run on schedule does what this one could not.
      maxRetries: 0,
      // Glue 5 has its own way to log, see `--custom-logGroup-prefix`.
      continuousLogging: { enabled: false },
      securityConfiguration: security?.configuration,
      defaultArguments: { ...serviceArguments(this.logs.prefix, format), ...own },
    };
  }
}
