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
  for (const name of ['20-rows.sql', '10-tables.sql', 'README.md']) writeFileSync(join(path, name), '');
  expect(findData(folder, 'shop')).toEqual({
    path,
    files: [join(path, '10-tables.sql'), join(path, '20-rows.sql')],
  });
});

test('is nothing where there is no script', () => {
  mkdirSync(join(folder, 'shop'));
  writeFileSync(join(folder, 'other'), '');
  expect(findData(folder, 'shop')).toBeUndefined();
  expect(findData(folder, 'other')).toBeUndefined();
  expect(findData(join(folder, 'nowhere'), 'shop')).toBeUndefined();
});
