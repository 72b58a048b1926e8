import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { checkOutBase, removeCheckout } from '../../../local/review/base-checkout';
import { synthesizeOffline } from '../../../local/review/synthesize-offline';

const workspace = mkdtempSync(join(tmpdir(), 'review-test-'));
const project = join(workspace, 'project');
const directory = join(workspace, 'base');
const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];

const git = (...args: string[]): string =>
  execFileSync('git', ['-C', project, ...identity, ...args], { encoding: 'utf8' });
const write = (name: string, text: string): void => writeFileSync(join(project, name), text);

beforeAll(() => {
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  write('package-lock.json', '{}');
  write('.gitignore', 'node_modules/\n');
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '-m', 'one');
});

afterAll(() => rmSync(workspace, { recursive: true, force: true }));

test('a commit is checked out with the installed packages, and leaves nothing behind', async () => {
  write('package-lock.json', '{"changed":true}');
  const base = await checkOutBase(project, 'main', directory);
  expect(base.commit).toBe(git('rev-parse', 'main').trim());
  expect(base.samePackages).toBe(false);
  expect(readFileSync(join(directory, 'package-lock.json'), 'utf8')).toBe('{}');
  expect(realpathSync(join(directory, 'node_modules'))).toBe(realpathSync(join(project, 'node_modules')));

  await removeCheckout(project, directory);
  expect(existsSync(directory)).toBe(false);
  expect(existsSync(join(project, 'node_modules'))).toBe(true);
  expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  expect(git('status', '--porcelain').trim()).toBe('M package-lock.json');
});

test('a ref that leads nowhere is named', async () => {
  await expect(checkOutBase(project, 'no-such', directory)).rejects.toThrow(/`--base` must be .*, got: no-such/);
  await removeCheckout(project, directory);
});

describe('synthesis', () => {
  const signal = new AbortController().signal;
  const synthesis = { project, output: join(workspace, 'app'), label: 'base', variables: process.env, signal };

  test('gives the app its context, and what keeps it from bundling', async () => {
    write(
      'cdk.json',
      JSON.stringify({ app: 'printf %s "$CDK_CONTEXT_JSON" > "$CDK_OUTDIR"', context: { flag: true } }),
    );
    await synthesizeOffline(synthesis);
    expect(JSON.parse(readFileSync(synthesis.output, 'utf8'))).toMatchObject({
      flag: true,
      'aws:cdk:bundling-stacks': [],
    });
  });

  test('says what an app said last that fails', async () => {
    write('cdk.json', JSON.stringify({ app: 'echo what is wrong >&2; exit 3' }));
    await expect(synthesizeOffline(synthesis)).rejects.toThrow(
      'base cannot be synthesized (exit code 3):\nwhat is wrong',
    );
  });

  test('ends the app when it is stopped', async () => {
    write('cdk.json', JSON.stringify({ app: 'sleep 60; true' }));
    const stop = new AbortController();
    const running = synthesizeOffline({ ...synthesis, signal: stop.signal });
    setTimeout(() => stop.abort(), 100);
    await expect(running).rejects.toThrow(/exit code null/);
  });
});
