import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CACHE_DIRECTORY } from '../../../lib/assets/built-asset';
import { DEFAULT_PLUGINS_DIRECTORY } from '../../../lib/ingestion/archive-asset';
import { pluginArchive } from '../../../lib/ingestion/plugin-archive';

const TOOLS = [
  'kafka-topics',
  'kafka-console-consumer',
  'kafka-console-producer',
  'kafka-consumer-groups',
  'kafka-configs',
];

let folder: string;

beforeAll(() => {
  const archive = pluginArchive({
    plugin: 'client-tools',
    pluginsDirectory: DEFAULT_PLUGINS_DIRECTORY,
    cacheDirectory: DEFAULT_CACHE_DIRECTORY,
  });
  folder = mkdtempSync(join(tmpdir(), 'client tools '));
  expect(run('unzip', ['-q', archive, '-d', folder])).toMatchObject({ status: 0 });
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(TOOLS)(
  '%s starts and needs no server to say its version',
  (tool) => {
    expect(run(toolPath(tool), ['--version'])).toMatchObject({ status: 0, stdout: '3.9.2\n' });
  },
  60_000,
);

test.each(TOOLS)('%s asks for the bootstrap servers when none are set', (tool) => {
  const { status, stderr } = run(toolPath(tool), ['--list']);

  expect(status).toBe(2);
  expect(stderr).toBe(
    "BOOTSTRAP_SERVERS is not set: give it the cluster's IAM bootstrap brokers, or pass --bootstrap-server\n",
  );
});

test.each([
  ['kafka-topics', '--command-config'],
  ['kafka-console-consumer', '--consumer.config'],
  ['kafka-console-producer', '--producer.config'],
  ['kafka-consumer-groups', '--command-config'],
  ['kafka-configs', '--command-config'],
])('%s signs in to the cluster with IAM unless it is told otherwise', (tool, option) => {
  const ours = `${option} ${join(folder, 'client-tools/conf/client.properties')} --bootstrap-server b-1:9098`;

  expect(javaArguments(tool, ['--topic', 'a b'])).toContain(`${ours} --topic a b\n`);
  expect(javaArguments(tool, [option, 'other.properties'])).not.toContain('client.properties');
  expect(javaArguments(tool, ['--bootstrap-server', 'other:9098'])).not.toContain('b-1:9098');
});

/** What the script would start Java with. */
function javaArguments(tool: string, args: readonly string[]): string {
  const javaHome = join(folder, 'java');
  mkdirSync(join(javaHome, 'bin'), { recursive: true });
  writeFileSync(join(javaHome, 'bin/java'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
  return run(toolPath(tool), args, { JAVA_HOME: javaHome, BOOTSTRAP_SERVERS: 'b-1:9098' }).stdout;
}

function toolPath(tool: string): string {
  return join(folder, 'client-tools/bin', tool);
}

function run(command: string, args: readonly string[], env: Record<string, string> = {}) {
  const { BOOTSTRAP_SERVERS: _, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env: { ...inherited, ...env } });
  return { status, stdout, stderr };
}
