import { Journal } from '../../../local/workload/journal';
import { KeptRows, type Row } from '../../../local/workload/kept-rows';
import { Random } from '../../../local/workload/random';
import { type Column, keptAndTheirSources, type TableShape } from '../../../local/workload/table-shape';
import { TableState } from '../../../local/workload/table-state';

const column = (name: string, generatedBy?: string): Column => ({
  name,
  dataType: 'int',
  columnType: 'int(11)',
  nullable: false,
  hasDefault: false,
  nullBesideDefault: false,
  generatedBy,
  autoIncrement: false,
  characterSet: undefined,
  length: 0,
  precision: 10,
  scale: 0,
  fraction: 0,
  srsId: undefined,
  values: { draw: () => '1', read: '1', literal: (text: string) => text },
});
const SHAPE: TableShape = {
  schema: 'shop',
  table: 'pair',
  columns: [column('A'), column('B'), column('V')],
  primaryKey: ['A', 'B'],
  uniqueColumns: new Set(),
  hasFurtherUniqueKeys: false,
  foreignKeys: [],
  referencedBy: [],
  transactional: true,
  writtenWithKey: [],
  hasTriggers: false,
};
const row = (a: number, b: number): Row =>
  new Map([
    ['A', String(a)],
    ['B', String(b)],
  ]);

test('rows are found by the whole key, and picked from those that are there', () => {
  const rows = new KeptRows(['A', 'B']);
  for (const a of [1, 2, 3]) rows.add(row(a, 1));
  rows.remove(row(2, 1));
  rows.remove(row(2, 2));
  expect([rows.size, rows.has(row(1, 1)), rows.has(row(2, 1)), rows.has(row(3, 1))]).toEqual([2, true, false, true]);
  const random = new Random(1);
  const picked = Array.from({ length: 50 }, () => rows.keyOf(rows.pick(random)));
  expect(new Set(picked)).toEqual(new Set(['1,1', '3,1']));
  const some = rows.pickSome(random, 50).map((one) => rows.keyOf(one));
  expect(some.sort()).toEqual(['1,1', '3,1']);
});

test('what a transaction did is taken back to a savepoint, or whole, but not what was refused', () => {
  const journal = new Journal();
  const state = new TableState(SHAPE, journal);
  state.inserted(row(1, 1));
  state.count('c', 1);
  journal.commit();

  state.gone(row(1, 1));
  state.count('d', 1);
  const savepoint = journal.mark();
  state.inserted(row(1, 1));
  state.count('c', 1);
  state.reread([row(8, 8)]);
  state.refused('no');
  journal.undoTo(savepoint);
  expect([state.rows.size, state.deleted.has(row(1, 1)), state.tally]).toEqual([
    0,
    true,
    { c: 1, u: 0, d: 1, refused: 1, keyChanges: 0 },
  ]);
  journal.undoTo(0);
  expect([state.rows.has(row(1, 1)), state.deleted.size, state.tally]).toEqual([
    true,
    0,
    { c: 1, u: 0, d: 0, refused: 1, keyChanges: 0 },
  ]);
});

test('rows that were read anew behind a savepoint have to be read again once that is taken back', () => {
  const journal = new Journal();
  const state = new TableState(SHAPE, journal);
  state.inserted(row(1, 1));
  state.stale = true;
  const savepoint = journal.mark();
  state.reread([row(2, 2)]);
  expect([state.stale, state.rows.has(row(2, 2))]).toEqual([false, true]);
  journal.undoTo(savepoint);
  expect([state.stale, state.rows.has(row(1, 1))]).toEqual([true, true]);
});

test('a batch shrinks where statements are refused, and grows again', () => {
  const state = new TableState(SHAPE, new Journal());
  for (let refusal = 0; refusal < 9; refusal++) state.refused('no');
  expect([state.batch, state.refusedInRow, state.lastWords]).toEqual([1, 9, 'no']);
  state.accepted();
  expect([state.batch, state.refusedInRow]).toEqual([2, 0]);
});

test('columns of which the key is made are bound as the key is', () => {
  const columns = [column('a`b'), column('C', '(`a``b` + 1)'), column('K', 'concat(`C`)'), column('V')];
  expect(keptAndTheirSources({ ...SHAPE, columns, primaryKey: ['K'] })).toEqual(new Set(['K', 'C', 'a`b']));
});
