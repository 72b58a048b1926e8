import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What setup installs: servers and interpreters. */
export interface RuntimePaths {
  readonly root: string;
  readonly java: string;
  /** Java 25, for servers that need it. */
  readonly java25: string;
  readonly python: string;
  /** Packages of that Python. */
  readonly sitePackages: string;
  readonly kafkaLib: string;
  /** What makes the broker speak MSK's IAM authentication. */
  readonly mskIamLib: string;
  readonly connectLib: string;
  /** Spark as pyspark brings it. */
  readonly sparkHome: string;
  /** What Spark does not bring: Delta Lake, S3, Kafka. */
  readonly sparkLib: string;
  readonly mysql: string;
  readonly postgres: string;
  readonly trino: string;
  /** Folders that the loader searches beside the system's, for a system without libaio. */
  readonly libraryPath: string;
  /** Unpacked plugins and other things that only save time; may be erased. */
  readonly cache: string;
}

/** Folders of one run. */
export interface RunPaths {
  readonly runId: string;
  readonly directory: string;
  /** Data of servers; goes with the run. */
  readonly data: string;
  /** The synthesized app of a run that synthesizes for itself: no other run can change it. */
  readonly assembly: string;
}

const DEBIAN_LIBRARY_FOLDER = 'usr/lib/x86_64-linux-gnu';

/** @param folder what set-up made, or a link to it: copies of the project share what is kept for one class path */
export function runtimePaths(folder: string, environment: NodeJS.ProcessEnv): RuntimePaths {
  const root = existsSync(folder) ? realpathSync(folder) : folder;
  const libaio = join(root, 'libaio');
  const sitePackages = join(root, 'python', 'lib', 'python3.11', 'site-packages');
  return {
    root,
    java: findJava(environment),
    java25: join(root, 'java25', 'bin', 'java'),
    python: join(root, 'python', 'bin', 'python'),
    sitePackages,
    kafkaLib: join(root, 'kafka', 'lib'),
    mskIamLib: join(root, 'msk-iam', 'lib'),
    connectLib: join(root, 'connect', 'lib'),
    sparkHome: join(sitePackages, 'pyspark'),
    sparkLib: join(root, 'spark', 'lib'),
    mysql: join(root, 'mysql'),
    postgres: join(root, 'postgres'),
    trino: join(root, 'trino'),
    libraryPath: [libaio, join(libaio, DEBIAN_LIBRARY_FOLDER), join(libaio, 'lib/x86_64-linux-gnu')].join(':'),
    cache: join(root, 'cache'),
  };
}

/** `JAVA_HOME` first, as Maven does, then the search path. */
function findJava({ JAVA_HOME, PATH }: NodeJS.ProcessEnv): string {
  const folders = [...(JAVA_HOME === undefined ? [] : [join(JAVA_HOME, 'bin')]), ...(PATH ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, 'java')).find((path) => existsSync(path)) ?? 'java';
}
