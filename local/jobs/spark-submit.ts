import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { RuntimePaths } from '../paths';
import { LOOPBACK } from '../processes/start-on-free-port';
import type { ProcessSpec } from '../processes/supervisor';
import { JobArgumentError, type ServiceArguments, type TableFormat } from './glue-arguments';
import { sparkServiceSettings } from './spark-service-provided';

/** Starts quickly, and a job is short: the second compiler never pays back what it costs. */
const JVM_OPTIONS = [
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  // Alone, the first compiler has a fifth of the usual room, which the code of a dozen merges does not fit into.
  '-XX:ReservedCodeCacheSize=240m',
];

/** Jars that only a job with that `--datalake-formats` has. */
const FORMAT_JARS: Readonly<Record<TableFormat, RegExp>> = { delta: /^delta-/, iceberg: /^iceberg-/ };

export interface SparkSubmission {
  /** Unique within the run; also the name of its log. */
  readonly name: string;
  readonly scriptFile: string;
  /** Archives on the module path. */
  readonly packages: readonly string[];
  readonly service: ServiceArguments;
  /** The script's command line. */
  readonly args: readonly string[];
  readonly awsEndpoint: string;
  readonly region: string;
  readonly env: Readonly<Record<string, string>>;
  /** Exists; the working directory. */
  readonly directory: string;
  /** Jars beside those of Spark. */
  readonly classPath: readonly string[];
  /** Options of the virtual machine beside those that every job has. */
  readonly javaOptions: readonly string[];
  /** What Spark has to say, apart from what the script prints. */
  readonly sparkLogFile: string;
}

/** Jars beside those of Spark: of formats of tables only those that the job asks for. */
export function sparkClassPath(runtime: RuntimePaths, { tableFormats }: ServiceArguments): string[] {
  const others = Object.entries(FORMAT_JARS).filter(([format]) => !tableFormats.includes(format as TableFormat));
  return readdirSync(runtime.sparkLib)
    .filter((jar) => others.every(([, jars]) => !jars.test(jar)))
    .sort()
    .map((jar) => join(runtime.sparkLib, jar));
}

/** The process that runs a script as pyspark's own `spark-submit` does. */
export function sparkSubmitProcess(runtime: RuntimePaths, submission: SparkSubmission): ProcessSpec {
  const { name, scriptFile, packages, args, env, directory } = submission;
  const settings = Object.entries(sparkSettings(submission)).flatMap(([key, value]) => ['--conf', `${key}=${value}`]);
  const pyFiles = packages.length === 0 ? [] : ['--py-files', packages.join(',')];
  return {
    name,
    command: join(runtime.sparkHome, 'bin', 'spark-submit'),
    args: [...settings, ...pyFiles, scriptFile, ...args],
    env: {
      PATH: `${dirname(runtime.java)}:/usr/bin:/bin`,
      SPARK_HOME: runtime.sparkHome,
      PYSPARK_PYTHON: runtime.python,
      SPARK_LAUNCHER_OPTS: JVM_OPTIONS.join(' '),
      SPARK_LOCAL_IP: LOOPBACK,
      SPARK_LOCAL_DIRS: directory,
      TZ: 'UTC',
      ...env,
    },
    cwd: directory,
  };
}

/** What the job's template says, and what Glue supplies, which a template may not touch. */
function sparkSettings(submission: SparkSubmission): Record<string, string> {
  const { service, awsEndpoint, region, directory, sparkLogFile } = submission;
  const supplied = sparkServiceSettings({
    awsEndpoint,
    region,
    directory,
    classPath: submission.classPath,
    javaOptions: [
      ...JVM_OPTIONS,
      ...submission.javaOptions,
      '-Duser.timezone=UTC',
      `-Djava.io.tmpdir=${directory}`,
      `-Dlog4j2.configurationFile=file:${join(__dirname, 'log4j2.properties')}`,
      `-Dtributary.log=${sparkLogFile}`,
    ].map(quoted),
  });
  const both = Object.keys(service.sparkSettings).filter((key) => key in supplied);
  if (both.length > 0) throw new JobArgumentError(`\`--conf\` must leave to Glue what it supplies, got: ${both}`);
  return { ...service.sparkSettings, ...supplied };
}

/** One Java option among others in one text. */
function quoted(option: string): string {
  return /\s/.test(option) ? `"${option}"` : option;
}
