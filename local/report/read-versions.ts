import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Kind } from '../kinds/kind';
import type { RuntimePaths } from '../paths';

const run = promisify(execFile);

const JAVA_VERSION = /version "([^"]+)"/;
const NODE_MODULES = join(__dirname, '..', '..', 'node_modules');

/** Versions of everything that took part. */
export async function readVersions(runtime: RuntimePaths, kinds: readonly Kind[]): Promise<Record<string, string>> {
  const java = await run(runtime.java, ['-version']);
  const ofKinds = await Promise.all(kinds.map((kind) => kind.versions?.(runtime)));
  return {
    node: process.versions.node,
    java: JAVA_VERSION.exec(java.stderr)?.[1] ?? 'unknown',
    ...Object.assign({}, ...ofKinds),
    'aws-cdk-lib': packageVersion('aws-cdk-lib'),
    'aws-cdk': packageVersion('aws-cdk'),
  };
}

function packageVersion(name: string): string {
  const description = JSON.parse(readFileSync(join(NODE_MODULES, name, 'package.json'), 'utf8')) as { version: string };
  return description.version;
}
