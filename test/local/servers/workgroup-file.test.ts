import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addWorkgroup, removeWorkgroup, type WrittenWarehouse } from '../../../local/servers/workgroup-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workgroups-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const workgroup = (name: string, port: number): WrittenWarehouse => ({
  name,
  arn: `arn:${name}`,
  host: 'h',
  port,
  caFile: '/ca',
  topics: 'u',
});

test('workgroups come, take the place of one of their name, and go', () => {
  const file = join(folder, 'w.json');
  const names = () =>
    (JSON.parse(readFileSync(file, 'utf8')).workgroups as { name: string; port: number }[]).map(({ name, port }) => [
      name,
      port,
    ]);
  addWorkgroup(file, workgroup('a', 1));
  addWorkgroup(file, workgroup('b', 2));
  addWorkgroup(file, workgroup('a', 3));
  expect(names()).toEqual([
    ['b', 2],
    ['a', 3],
  ]);
  removeWorkgroup(file, 'b');
  expect(names()).toEqual([['a', 3]]);
});
