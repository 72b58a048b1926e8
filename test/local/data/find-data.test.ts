import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findData } from '../../../local/data/find-data';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-data-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('is the script that is called as the database', () => {
  const path = join(folder, 'shop.sql');
  writeFileSync(path, '');
  expect(findData(folder, 'shop')).toEqual({ path, files: [path] });
  expect(findData(folder, 'sho')).toBeUndefined();
});

test('is a folder of scripts, in the order of their names', () => {
  const path = join(folder, 'shop');
  mkdirSync(path);
  for (const name of ['20-rows.sql', '10-tables.SQL', 'README.md']) writeFileSync(join(path, name), '');
  expect(findData(folder, 'shop')).toEqual({
    path,
    files: [join(path, '10-tables.SQL'), join(path, '20-rows.sql')],
  });
});

test('is refused where it is said twice, or in a form that nothing reads', () => {
  mkdirSync(join(folder, 'shop'));
  writeFileSync(join(folder, 'shop', 'a.sql.gz'), '');
  expect(() => findData(folder, 'shop')).toThrow('must hold scripts that end in .sql, got: a.sql.gz');
  writeFileSync(join(folder, 'shop.sql'), '');
  expect(() => findData(folder, 'shop')).toThrow('must hold shop.sql or the folder shop, got: both');
});

test('is nothing where there is no script', () => {
  mkdirSync(join(folder, 'shop'));
  writeFileSync(join(folder, 'other'), '');
  expect(findData(folder, 'shop')).toBeUndefined();
  expect(findData(folder, 'other')).toBeUndefined();
  expect(findData(join(folder, 'nowhere'), 'shop')).toBeUndefined();
});
