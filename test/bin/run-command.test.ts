import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');

/** How a command of its own process ends, whose `main` is given as code. */
function endOf(main: string, actionable = ''): { exitCode: number | null; errors: string } {
  const script = `
    const { runCommand } = require('./bin/run-command');
    const { LocalRunError } = require('./local/local-run-error');
    const { InterruptedError } = require('./local/processes/interruption');
    class OwnError extends Error {}
    // What holds the process open does not keep it from ending.
    setInterval(() => {}, 1000);
    runCommand(async () => { ${main} }${actionable});
  `;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--require', join(ROOT, 'node_modules', 'ts-node', 'register', 'transpile-only'), '--eval', script],
    { cwd: ROOT, encoding: 'utf8' },
  );
  return { exitCode: status, errors: stderr.trim() };
}

test('a command ends with the exit code that it answers', () => {
  expect(endOf('return 3')).toEqual({ exitCode: 3, errors: '' });
});

test('what a user can act on is told with its causes, and nothing of the code', () => {
  expect(endOf(`throw new LocalRunError('stopped', { cause: new Error('no room') })`)).toEqual({
    exitCode: 1,
    errors: 'stopped\n  because: no room',
  });
  expect(endOf(`throw new OwnError('refused')`, ', { actionable: [OwnError] }')).toEqual({
    exitCode: 1,
    errors: 'refused',
  });
});

test('anything else is told with its place in the code', () => {
  const { exitCode, errors } = endOf(`throw new OwnError('defect')`);
  expect([exitCode, errors]).toEqual([1, expect.stringMatching(/OwnError: defect\n\s+at /)]);
});

test('an interrupted command ends as shells report it', () => {
  expect(endOf(`throw new InterruptedError('SIGINT')`)).toEqual({ exitCode: 130, errors: 'stopped by SIGINT' });
});
