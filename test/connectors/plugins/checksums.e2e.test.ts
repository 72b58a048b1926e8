import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CHECKSUMS = join(__dirname, '../../../connectors/plugins/checksums/Checksums.java');
/** SHA-256 of `one` and of `two`. */
const ONE = '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed';
const TWO = '3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checksums '));
  writeFileSync(file('one.jar'), 'one');
  writeFileSync(file('two.jar'), 'two');
  writeFileSync(
    file('shipped.txt'),
    [
      '',
      'The following files have been resolved:',
      `   org.example:two:jar:all:2.0:runtime:${file('two.jar')}`,
      `   org.example:one:jar:1.0:compile:${file('one.jar')} -- module org.example.one (auto)`,
      '',
    ].join('\n'),
  );
  lock([`${ONE}  org.example:one:1.0`, `${TWO}  org.example:two:2.0:all`]);
});

afterEach(() => rmSync(folder, { recursive: true }));

test('passes when every library is the locked one', () => {
  expect(checksums('verify')).toEqual({ status: 0, stderr: '' });
});

test('passes when Maven colours the list, as it does on a terminal without -B', () => {
  const list = readFileSync(file('shipped.txt'), 'utf8').replace(/ -- module .*/g, '\x1b[36m$&\x1b[0;1m (auto)\x1b[m');
  writeFileSync(file('shipped.txt'), list);

  expect(list).toContain('\x1b[');
  expect(checksums('verify')).toEqual({ status: 0, stderr: '' });
});

test('fails on a library with other content, naming both', () => {
  writeFileSync(file('two.jar'), 'tampered');

  const { status, stderr } = checksums('verify');

  expect(status).toBe(1);
  expect(stderr).toMatch(/shipped, but not locked: [0-9a-f]{64} {2}org\.example:two:2\.0:all/);
  expect(stderr).toContain(`locked, but not shipped: ${TWO}  org.example:two:2.0:all`);
});

test('fails on a library that is not locked, and on a lock without its library', () => {
  lock([`${ONE}  org.example:one:1.0`]);
  expect(checksums('verify').stderr).toContain(`shipped, but not locked: ${TWO}  org.example:two:2.0:all`);

  lock([`${ONE}  org.example:one:1.0`, `${TWO}  org.example:two:2.0:all`, `${ONE}  org.example:three:3`]);
  expect(checksums('verify').stderr).toContain(`locked, but not shipped: ${ONE}  org.example:three:3`);
});

test('fails without a lock file', () => {
  rmSync(file('lock.sha256'));

  expect(checksums('verify').status).toBe(1);
});

test('fails on a list that it does not understand', () => {
  writeFileSync(file('shipped.txt'), '   org.example:one\n');

  expect(checksums('verify').status).not.toBe(0);
});

test('writes the lock sorted and without a place to download from', () => {
  rmSync(file('lock.sha256'));

  expect(checksums('write').status).toBe(0);
  expect(readFileSync(file('lock.sha256'), 'utf8')).toBe(
    `${ONE}  org.example:one:1.0\n${TWO}  org.example:two:2.0:all\n`,
  );
});

function file(name: string): string {
  return join(folder, name);
}

function lock(lines: readonly string[]): void {
  writeFileSync(file('lock.sha256'), `${lines.join('\n')}\n`);
}

function checksums(mode: string): { status: number | null; stderr: string } {
  const run = spawnSync('java', [CHECKSUMS, mode, file('shipped.txt'), file('lock.sha256')], { encoding: 'utf8' });
  return { status: run.status, stderr: run.stderr };
}
