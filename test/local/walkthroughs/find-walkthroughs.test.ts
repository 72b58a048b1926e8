import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { findWalkthroughs } from '../../../local/walkthroughs/find-walkthroughs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-walkthroughs-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, walkthrough: string): void {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'walkthrough.ts'), walkthrough);
}

const data = (steps: string, more = ''): string =>
  `export const walkthrough = { requires: { tables: ['s.t'], targets: ['tables'] }, steps: [${steps}]${more} };`;

test('those of the project name files that are there', () => {
  const all = findWalkthroughs();
  expect(all.map(({ name }) => name)).toContain('P1');
  const files = all.flatMap((each) =>
    each.steps.flatMap((step) => ('files' in step ? [join(each.folder, step.files)] : [])),
  );
  expect(files.filter((path) => !existsSync(path))).toEqual([]);
});

test('each folder with a walkthrough is one, called as the folder is', () => {
  write('Orders', data("{ prove: 'Orders.1', claim: 'c', asks: [] }"));
  write('Items', data(''));
  mkdirSync(join(folder, 'sql'));
  expect(findWalkthroughs(folder).map(({ name, folder: own }) => [name, own])).toEqual([
    ['Items', join(folder, 'Items')],
    ['Orders', join(folder, 'Orders')],
  ]);
});

test.each([
  [data("{ prove: 'T1', claim: 'c', asks: [] }"), 'ids of T must begin with `T.`, got: T1'],
  [data("{ prove: 'T', claim: 'c', asks: [] }"), 'ids of T must begin with `T.`, got: T'],
  [
    data("{ prove: 'T.1', claim: 'c', asks: [] }", ", counts: { snapshot: 'T.1' }"),
    'ids of T must be of one proof, got: T.1',
  ],
  [data('', ", counts: { played: 'T.1' }"), '`requires.targets` of T must have archive for played, got: tables'],
  [
    "export const walkthrough = { requires: { tables: ['s.t'], targets: [] }, steps: [{ run: 'job' }] };",
    '`requires.targets` of T must have tables or states or log or parquet for its job and its queries, got: none',
  ],
  [
    "export const walkthrough = { requires: { tables: ['s.t'], targets: ['archive'] }, steps: [{ run: 'upkeep' }] };",
    '`requires.targets` of T must have tables or log or states for its upkeep, got: archive',
  ],
  ['export const other = 1;', 'must export `walkthrough`'],
  [
    data("{ prove: 'T.1', claim: 'c', asks: [{ items: 's.t', has: [{ id: '1' }] }] }"),
    '`requires.targets` of T must have items for items of s.t, got: tables',
  ],
  [
    data("{ prove: 'T.1', claim: 'c', asks: [{ items: 's.u', has: [{ id: '1' }] }] }"),
    '`requires.tables` of T must have s.u, whose items it asks for',
  ],
  [
    data('', ", also: [{ requires: { tables: ['u'], targets: ['archive'] }, counts: { rerun: 'T.1' } }]"),
    '`requires.targets` of T must have tables or states or items or warehouse for rerun, got: archive',
  ],
  [
    data(
      "{ prove: 'T.1', claim: 'c', asks: [] }",
      ", also: [{ requires: { tables: ['u'], targets: ['items'] }, counts: { items: 'T.1' } }]",
    ),
    'ids of T must be of one proof, got: T.1',
  ],
  [
    data(
      "{ prove: 'T.1', claim: 'c', asks: [{ items: 'u' }] }",
      ", also: [{ requires: { tables: ['u'], targets: ['items'] } }]",
    ),
    'a question of T.1 must have `equal`, `has` or `lacks`, got: none',
  ],
  [
    data("{ prove: 'T.1', claim: 'c', asks: [{ query: { sql: 'SELECT 1' }, lacks: [] }] }"),
    'a question of T.1 must have `answers`, `has` or `lacks`, got: none',
  ],
  [
    data(
      "{ remember: 'before', query: { sql: 'SELECT 1' } }, { prove: 'T.1', claim: 'c', asks: [{ query: { sql: 'SELECT {{then}}' }, answers: [] }] }",
    ),
    '{{then}} must be remembered by a step before it, got: before',
  ],
  [
    data(
      "{ prove: 'T.1', claim: 'c', asks: [{ query: { named: 'q', parameters: ['{{then}}'] }, answers: [] }] }, { remember: 'then', query: { sql: 'SELECT 1' } }",
    ),
    '{{then}} must be remembered by a step before it, got: none',
  ],
])('%s is refused', (text, message) => {
  write('T', text);
  expect(() => findWalkthroughs(folder)).toThrow(message);
});

test('the one that the recipe shows is the one that a local run of tables of a stranger plays', () => {
  const root = resolve(__dirname, '..', '..', '..');
  const [shown = ''] =
    /```ts\n(export const walkthrough[\s\S]*?)```/
      .exec(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'))
      ?.slice(1) ?? [];
  const file = join(root, 'test', 'fixtures', 'walkthroughs', 'Orders', 'walkthrough.ts');
  expect(shown).not.toBe('');
  expect(readFileSync(file, 'utf8')).toContain(shown);
});
