import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { MUTATIONS } from './mutations';

const ROOT = resolve(__dirname, '..', '..');
const files = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).split('\n');

test('each mutation breaks a place that is there, once', () => {
  const lost = MUTATIONS.filter(({ file, from }) => readFileSync(join(ROOT, file), 'utf8').split(from).length !== 2);
  expect(lost.map(({ name }) => name)).toEqual([]);
});

test('each guard is there', () => {
  const missing = MUTATIONS.filter(
    ({ guard }) =>
      (guard.kind === 'jest' && !guard.tests.every((path) => files.some((file) => file.includes(path)))) ||
      (guard.kind === 'pytest' && !files.includes(`glue-scripts/tests/${guard.file}`)),
  );
  expect(missing.map(({ name }) => name)).toEqual([]);
});
