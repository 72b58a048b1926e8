import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readLogTail } from '../../../local/processes/read-log-tail';

const directory = mkdtempSync(join(tmpdir(), 'tributary-log-'));
const log = join(directory, 'a.log');

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('gives the last lines, without stack frames', () => {
  const lines = Array.from({ length: 100 }, (_, i) => `line ${i}`);
  const trace = ['Caused by: the reason', '\tat a.b.C(C.java:1)', '\t... 3 more'];
  writeFileSync(log, [...lines, ...trace, ''].join('\n'));
  const tail = readLogTail(log).split('\n');
  expect(tail).toHaveLength(25);
  expect(tail.slice(-2)).toEqual(['    line 99', '    Caused by: the reason']);
});

test('leaves out what Java says of its archive of classes', () => {
  const warnings = Array.from(
    { length: 40 },
    (_, i) => `[12.${i}s][warning][cds${i % 2 ? ',dynamic' : ''}] Skipping C${i}`,
  );
  writeFileSync(log, ['ValueError: bad table', ...warnings, ''].join('\n'));
  expect(readLogTail(log)).toBe('    ValueError: bad table');
});

test('cuts lines that nobody can read', () => {
  writeFileSync(log, `${'x'.repeat(5000)}\n`);
  expect(readLogTail(log)).toHaveLength(604);
});

test('is empty where there is no log', () => {
  expect(readLogTail(join(directory, 'none.log'))).toBe('');
});
