import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepJar } from '../../../../local/kinds/glue/keep-jar';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keep-jar-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function jarOf(run: string, content: string): string {
  mkdirSync(join(directory, run), { recursive: true });
  const jar = join(directory, run, 'asset.jar');
  writeFileSync(jar, content);
  return jar;
}

test('the same jar of two runs is one file, which stays untouched', () => {
  const cache = join(directory, 'cache');
  const kept = keepJar(jarOf('run-1', 'jar'), { cache });
  utimesSync(kept, 1, 1);
  expect(keepJar(jarOf('run-2', 'jar'), { cache })).toBe(kept);
  expect(statSync(kept).mtimeMs).toBe(1000);
  expect(readFileSync(kept, 'utf8')).toBe('jar');
});

test('another jar is another file', () => {
  const cache = join(directory, 'cache');
  expect(keepJar(jarOf('run-1', 'a'), { cache })).not.toBe(keepJar(jarOf('run-2', 'b'), { cache }));
  expect(readdirSync(join(cache, 'jars'))).toHaveLength(2);
});
