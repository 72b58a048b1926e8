import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { runtimePaths } from '../../local/paths';
import type { KeptRunFiles } from './kept-run';

const ROOT = resolve(__dirname, '..', '..');
const SCRIPT = join(__dirname, 'run-delta-statements.py');

/** What Spark answers in one row, by column; null where there is none. */
export type FirstRow = Readonly<Record<string, unknown>> | null;

/** Runs statements of Spark SQL on the tables of a kept run, past everything that keeps them. */
export async function runOnDelta(files: KeptRunFiles, statements: readonly string[]): Promise<FirstRow[]> {
  const { endpoint, region } = files.awsClient();
  const { python, sparkLib } = runtimePaths(join(ROOT, '.runtime'), process.env);
  const env = { PATH: process.env.PATH, JAVA_HOME: process.env.JAVA_HOME, SPARK_LOCAL_IP: '127.0.0.1' };
  const { stdout } = await promisify(execFile)(python, [SCRIPT, sparkLib, endpoint, region, ...statements], { env });
  const lines = stdout.split('\n').filter((line) => line.startsWith('{') || line === 'null');
  return lines.map((line) => JSON.parse(line) as FirstRow);
}
