import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Transpiler } from 'ts-node';

const ROOT = resolve(__dirname, '..', '..', '..');
const TRANSPILER = 'bin/transpile/keep-transpiled.js';
const FIRST = "export const answer: string = 'first';";
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'transpiled-'));
  for (const file of ['tsconfig.json', TRANSPILER]) cpSync(join(ROOT, file), join(project, file));
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
});

afterEach(() => rmSync(project, { recursive: true }));

/** What becomes of the text of one file. */
function transpile(text: string, target = 'ES2022', fileName = join(project, 'answer.ts')): string {
  const { create } = createRequire(__filename)(join(project, TRANSPILER));
  const transpiler: Transpiler = create({ service: { config: { options: { target, module: 1 } } } });
  return transpiler.transpile(text, { fileName }).outputText;
}

const cache = (): string => join(project, '.runtime', 'cache', 'transpiled');
const kept = (): string[] => readdirSync(cache()).sort();

/** Changes what is kept, as nobody does: so it is known by. */
function mark(change: (text: string) => string): void {
  for (const file of kept()) writeFileSync(join(cache(), file), change(readFileSync(join(cache(), file), 'utf8')));
}

/** What is told of a program that fails. */
function errorOf(file: string): string {
  const register = join(ROOT, 'node_modules', 'ts-node', 'register', 'transpile-only');
  return spawnSync(process.execPath, ['-r', register, file], { cwd: project, encoding: 'utf8' }).stderr;
}

test('what was transpiled once is taken as it was kept', () => {
  expect(transpile(FIRST)).toContain("exports.answer = 'first'");
  mark((text) => text.replace('first', 'kept'));
  expect(transpile(FIRST)).toContain("exports.answer = 'kept'");
});

test('a file that is changed is transpiled anew, in the place of what it was', () => {
  transpile(FIRST);
  const files = kept();
  expect(transpile(FIRST.replace('first', 'second'))).toContain('second');
  expect(kept()).toEqual(files);
});

test('so is one that other settings are for, and one that is not kept whole', () => {
  transpile(FIRST);
  mark((text) => text.replace('first', 'kept'));
  expect(transpile(FIRST, 'ES2019')).toContain('first');
  mark(() => '{"key":');
  expect(transpile(FIRST, 'ES2019')).toContain('first');
});

test('files of two folders have places of their own', () => {
  transpile(FIRST);
  expect(transpile(FIRST, 'ES2022', join(project, 'lib', 'answer.ts'))).toContain('first');
  expect(kept()).toHaveLength(2);
});

test('ts-node runs what is kept, and tells lines of the file itself', () => {
  writeFileSync(join(project, 'main.ts'), "interface Empty {}\n\nthrow new Error('here');\n");
  for (const once of ['made', 'kept']) {
    expect([once, errorOf('main.ts')]).toEqual([once, expect.stringContaining('main.ts:3:7')]);
  }
  expect(kept()).toHaveLength(1);
});

test('what cannot be read is told by its line, and is not kept', () => {
  writeFileSync(join(project, 'main.ts'), 'export const answer = ;');
  expect(errorOf('main.ts')).toContain('main.ts(1,23)');
  expect(() => kept()).toThrow('ENOENT');
});
