import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DELTA_VERSION, SPARK_VERSION } from '../jobs/spark-service-provided';
import type { RuntimePaths } from '../paths';
import { CONNECT_VERSION } from '../servers/start-connect-worker';
import { KAFKA_VERSION } from '../servers/start-kafka';
import { MYSQL_VERSION } from '../servers/start-mysql';
import { TRINO_VERSION } from '../servers/start-trino';

const run = promisify(execFile);

const JAVA_VERSION = /version "([^"]+)"/;
const NODE_MODULES = join(__dirname, '..', '..', 'node_modules');

/** Versions of everything that took part. */
export async function readVersions(runtime: RuntimePaths): Promise<Record<string, string>> {
  const java = await run(runtime.java, ['-version']);
  const moto = await run(runtime.python, ['-c', 'from importlib.metadata import version; print(version("moto"))']);
  return {
    node: process.versions.node,
    java: JAVA_VERSION.exec(java.stderr)?.[1] ?? 'unknown',
    kafka: KAFKA_VERSION,
    kafkaConnect: CONNECT_VERSION,
    mysql: MYSQL_VERSION,
    trino: TRINO_VERSION,
    spark: SPARK_VERSION,
    deltaLake: DELTA_VERSION,
    moto: moto.stdout.trim(),
    'aws-cdk-lib': packageVersion('aws-cdk-lib'),
    'aws-cdk': packageVersion('aws-cdk'),
  };
}

function packageVersion(name: string): string {
  const description = JSON.parse(readFileSync(join(NODE_MODULES, name, 'package.json'), 'utf8')) as { version: string };
  return description.version;
}
