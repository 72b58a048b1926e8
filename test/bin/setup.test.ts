import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, SetupSandbox } from '../support/setup-sandbox';

// Each test starts several processes, and a busy machine starts them slowly.
jest.setTimeout(30_000);

let sandbox: SetupSandbox;
beforeEach(() => {
  sandbox = new SetupSandbox();
});
afterEach(() => sandbox.remove());

const leftovers = (): string[] =>
  readdirSync(join(sandbox.root, '.runtime')).filter((name) => name.startsWith('setup') && name !== 'setup-logs');

describe('prerequisites', () => {
  test('names everything that is missing at once, with a way to get it, and installs nothing', async () => {
    const { code, output } = await sandbox.run();

    expect(code).toBe(1);
    expect(output).toContain('java not found (JDK 17)');
    expect(output).toContain('mvn not found (Maven 3.8 or newer, on Java 17)');
    expect(existsSync(join(sandbox.root, '.runtime', 'connect'))).toBe(false);
  });

  test('refuses another JDK than 17', async () => {
    sandbox.javaTools({ java: '21.0.1' });

    expect(await sandbox.run()).toMatchObject({ code: 1, output: expect.stringContaining('is 21.0.1, wanted is 17') });
  });

  test('refuses a Maven that runs on another Java', async () => {
    sandbox.javaTools({ mavenJava: '21.0.1' });

    expect(await sandbox.run()).toMatchObject({
      code: 1,
      output: expect.stringContaining('runs on Java 21, wanted is 17'),
    });
  });

  test('checks more of them on request', async () => {
    sandbox.javaTools();

    expect(await sandbox.run(['--parts', 'connect', '--needs', 'tar'])).toMatchObject({
      code: 1,
      output: expect.stringContaining('tar and gzip not found'),
    });
  });
});

describe('installing', () => {
  test('installs once and then says and does nothing', async () => {
    sandbox.javaTools();

    expect(await sandbox.run()).toMatchObject({ code: 0, output: expect.stringContaining('Kafka Connect worker') });
    expect(existsSync(sandbox.jar)).toBe(true);
    expect(await sandbox.run()).toEqual({ code: 0, output: '' });
    expect(sandbox.mavenCalls()).toBe(1);
    expect(leftovers()).toEqual([]);
  });

  test('installs again after a change of what describes the part', async () => {
    sandbox.javaTools();
    await sandbox.run();
    sandbox.describeJar('0'.repeat(64));

    expect(await sandbox.run()).toMatchObject({ code: 1 });
    expect(sandbox.mavenCalls()).toBe(2);
  });

  test('rejects a jar with another checksum and leaves nothing of it', async () => {
    sandbox.javaTools();
    sandbox.describeJar('0'.repeat(64));

    const { code, output } = await sandbox.run();

    expect(code).toBe(1);
    expect(output).toContain(`wanted is ${'0'.repeat(64)}`);
    expect(existsSync(join(sandbox.root, '.runtime', 'connect'))).toBe(false);
    expect(leftovers()).toEqual([]);
  });

  test('shows what a failed command said', async () => {
    sandbox.javaTools({ before: 'echo "no route to the repository" >&2; exit 1' });

    expect(await sandbox.run()).toMatchObject({
      code: 1,
      output: expect.stringContaining('| no route to the repository'),
    });
  });
});

describe('runs that end early or meet', () => {
  test('a run after a killed one ends its command and starts clean', async () => {
    sandbox.javaTools({ before: 'exec /bin/sleep 60' });
    const killed = sandbox.start();
    const command = await sandbox.runningCommand();
    killed.process.kill('SIGKILL');
    await killed.ended.catch(() => undefined);
    sandbox.javaTools();

    expect(await sandbox.run()).toMatchObject({ code: 0 });
    expect(isRunning(command)).toBe(false);
    expect(leftovers()).toEqual([]);
  });

  test('Ctrl-C stops the command, removes what is unfinished and exits as a shell expects', async () => {
    sandbox.javaTools({ before: 'exec /bin/sleep 60' });
    const run = sandbox.start();
    const command = await sandbox.runningCommand();
    run.process.kill('SIGINT');

    expect(await run.ended).toMatchObject({ code: 130, output: expect.stringContaining('Stopped.') });
    expect(isRunning(command)).toBe(false);
    expect(leftovers()).toEqual([]);
  });

  test('a second run waits for the first and finds its work', async () => {
    sandbox.javaTools({ before: '/bin/sleep 0.7' });
    const first = sandbox.start();
    await sandbox.runningCommand();

    expect(await sandbox.run()).toMatchObject({ code: 0, output: expect.stringContaining('waiting for it') });
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(sandbox.mavenCalls()).toBe(1);
  });
});

test('fails for an unknown part or option with the usage', async () => {
  expect(await sandbox.run(['--parts', 'broker'])).toMatchObject({
    code: 2,
    output: expect.stringContaining(
      '--parts takes node, python, java25, kafka, msk-iam, connect, spark, mysql, libaio, postgres, trino, registry; got: broker',
    ),
  });
  expect(await sandbox.run(['--force'])).toMatchObject({
    code: 2,
    output: expect.stringContaining('unknown option: --force'),
  });
});
