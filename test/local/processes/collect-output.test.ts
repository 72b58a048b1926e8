import { collectOutput } from '../../../local/processes/collect-output';

const shell = (script: string, signal?: AbortSignal): ReturnType<typeof collectOutput> =>
  collectOutput({ command: '/bin/sh', args: ['-c', script], cwd: __dirname, env: { PATH: '/usr/bin:/bin' }, signal });

test('says all of both streams, in order, and how the program ended', async () => {
  expect(await shell('echo one; sleep 0.1; echo two >&2; sleep 0.1; echo three; exit 3')).toEqual({
    exitCode: 3,
    said: 'one\ntwo\nthree',
  });
});

test('a character that arrives in parts is whole', async () => {
  expect(await shell(String.raw`printf '\303'; sleep 0.2; printf '\244'`)).toEqual({ exitCode: 0, said: 'ä' });
});

test('an abort ends what the program started, too', async () => {
  const stop = new AbortController();
  // What stays in the background holds the stream open until it has ended.
  const running = shell('sleep 60 & echo started; sleep 60', stop.signal);
  setTimeout(() => stop.abort(), 200);
  expect(await running).toMatchObject({ exitCode: null });
});

test('nothing is started once it is aborted', async () => {
  await expect(shell('echo started', AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
});

test('a program that is not there is a failure', async () => {
  const program = { command: '/nowhere/program', args: [], cwd: __dirname, env: {} };
  await expect(collectOutput(program)).rejects.toThrow('ENOENT');
});
