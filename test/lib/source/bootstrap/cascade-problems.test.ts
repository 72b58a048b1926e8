import type { CapturedTable } from '../../../../lib/source/bootstrap/bootstrap-request';
import { cascadeProblems } from '../../../../lib/source/bootstrap/cascade-problems';

const ITEM: CapturedTable = { schema: 'salesdb', table: 'ITEM', keyColumns: ['ID'], columns: {} };
const key = (constraintName: string, deleteRule: string, updateRule: string) => ({
  constraintName,
  deleteRule,
  updateRule,
});

test('keys that only refuse are no problem', () => {
  expect(cascadeProblems(ITEM, [key('A', 'NO ACTION', 'RESTRICT'), key('B', 'RESTRICT', 'NO ACTION')])).toEqual([]);
});

test.each([
  [key('A', 'CASCADE', 'NO ACTION'), 'A ON DELETE CASCADE'],
  [key('A', 'SET NULL', 'CASCADE'), 'A ON DELETE SET NULL ON UPDATE CASCADE'],
  [key('A', 'RESTRICT', 'SET DEFAULT'), 'A ON UPDATE SET DEFAULT'],
])('%p is one, until it is acknowledged', (row, named) => {
  expect(cascadeProblems(ITEM, [row, key('B', 'RESTRICT', 'RESTRICT')])).toEqual([
    `\`foreignKeyCascades\` of salesdb.ITEM must be acknowledged where its rows change by a foreign key, which no log tells of, got: fail with ${named}`,
  ]);
  expect(cascadeProblems({ ...ITEM, foreignKeyCascades: 'acknowledged' }, [row])).toEqual([]);
});

test('every key is named', () => {
  expect(cascadeProblems(ITEM, [key('A', 'CASCADE', 'CASCADE'), key('B', 'SET NULL', 'CASCADE')])).toHaveLength(2);
});
