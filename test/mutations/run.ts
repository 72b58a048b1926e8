import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Table from 'cli-table3';
import { Command } from 'commander';
import { MutatedTree } from './mutated-tree';
import type { Guard, Mutation } from './mutation';
import { MUTATIONS } from './mutations';

const PROJECT = resolve(__dirname, '..', '..');

const { only } = new Command('npm run test:mutations --')
  .description('Breaks the platform in known ways, one at a time, in a copy, and sees that something turns red.')
  .option('--only <text>', 'mutations whose name, or whose kind of guard, contains this')
  .parse()
  .opts<{ only?: string }>();

/** Command line of a guard, run in the copy. */
function projectOf(tests: readonly string[]): string {
  return tests.some((path) => path.endsWith('.e2e.test.ts')) ? 'e2e' : 'fast';
}

function command(guard: Guard): [string, ...string[]] {
  switch (guard.kind) {
    case 'jest':
      return [
        'npx',
        'jest',
        '--ci',
        '--selectProjects',
        projectOf(guard.tests),
        '--testPathPatterns',
        guard.tests.join('|'),
      ];
    case 'maven':
      return [
        'mvn',
        '-B',
        '-q',
        '-ntp',
        ...(guard.module.includes('/')
          ? ['-f', guard.module]
          : ['-f', 'connectors/plugins', '-pl', guard.module, '-am']),
        'test',
        `-Dtest=${guard.tests}`,
        '-Dsurefire.failIfNoSpecifiedTests=false',
        // A line that is gone may leave the formatter unhappy, which would prove nothing.
        '-Dspotless.check.skip=true',
      ];
    case 'pytest':
      return [
        '.runtime/python/bin/python',
        '-m',
        'pytest',
        '-q',
        '--rootdir',
        'glue-scripts',
        '-c',
        'glue-scripts/pyproject.toml',
        `glue-scripts/tests/${guard.file}`,
        '-k',
        guard.only,
      ];
    case 'local':
    case 'follows':
      return ['npx', 'ts-node', '-T', 'bin/local.ts'];
  }
}

function runGuard(tree: MutatedTree, guard: Guard): { green: boolean; output: string } {
  const [program, ...args] = command(guard);
  const env = { ...process.env, CDK_VALIDATION: 'false', PYTHONDONTWRITEBYTECODE: '1' };
  const run = spawnSync(program, args, { cwd: tree.folder, encoding: 'utf8', env });
  return { green: run.status === 0, output: `${run.stdout}${run.stderr}` };
}

/** Whether the guard did what it is there for. */
function isNoticed(tree: MutatedTree, guard: Guard, green: boolean): boolean {
  return guard.kind === 'follows' ? green && runningOptions(tree).includes(`${guard.key}=${guard.value}`) : !green;
}

/** What the workers of the copy's last run say that they ran with, as `key=value`. */
function runningOptions(tree: MutatedTree): string[] {
  const report = JSON.parse(readFileSync(join(tree.folder, 'out', 'local', 'report.json'), 'utf8')) as {
    servers: { configuration?: Record<string, string> }[];
  };
  return report.servers.flatMap(({ configuration }) =>
    Object.entries(configuration ?? {}).map(([key, value]) => `${key}=${value}`),
  );
}

/** One line of the output that says what was noticed. */
function notice(output: string): string {
  const lines = output
    .split('\n')
    .filter((line) => /●|must |FAILED|ERROR|Error|✗/.test(line) && !/npm warn|^✓|^…/.test(line));
  return (lines[0] ?? '').trim().slice(0, 90);
}

const chosen = MUTATIONS.filter(
  (mutation) => only === undefined || `${mutation.name} ${mutation.guard.kind}`.includes(only),
);
const tree = new MutatedTree(PROJECT, join(PROJECT, 'out', 'mutations', 'tree'));
const table = new Table({
  head: ['mutation', 'guard', 'seen', 'seconds', 'what was noticed'],
  wordWrap: true,
  colWidths: [40, 8, 8, 9, 60],
});
let unseen = 0;

const guards = new Map(chosen.map(({ guard }) => [command(guard).join(' '), guard]));
for (const [line, guard] of guards) {
  const { green, output } = runGuard(tree, guard);
  if (!green) {
    console.error(`without any mutation, ${line} is red:\n${output}`);
    process.exit(1);
  }
}
for (const mutation of chosen) {
  const started = performance.now();
  const { green, output } = tree.with(mutation, () => runGuard(tree, mutation.guard));
  const noticed = isNoticed(tree, mutation.guard, green);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  unseen += noticed ? 0 : 1;
  report(mutation, noticed, seconds, green ? '' : output);
}
console.log(table.toString());
console.log(`${chosen.length - unseen} passed, ${unseen} failed`);
process.exitCode = unseen === 0 ? 0 : 1;

function report({ name, guard }: Mutation, noticed: boolean, seconds: string, output: string): void {
  table.push([name, guard.kind, noticed ? 'yes' : 'NO', seconds, notice(output)]);
  console.log(`${noticed ? 'seen  ' : 'UNSEEN'} ${name} (${seconds} s)`);
}
