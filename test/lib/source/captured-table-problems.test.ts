import type { CapturedTable } from '../../../lib/source/bootstrap/bootstrap-request';
import { capturedTableProblems } from '../../../lib/source/captured-table-problems';

test('tables of several schemas are sound', () => {
  expect(
    capturedTableProblems([table('salesdb', 'A', ['ID']), table('crm-eu', '2024 orders', ['ID', 'LINE'])]),
  ).toEqual([]);
});

test.each<[CapturedTable[], string]>([
  [[], '`capturedTables` must name at least one table, got: []'],
  [[table('salesdb', 'A', [])], '`capturedTables[0].keyColumns` must name at least one column'],
  [[table('salesdb', 'A.b', ['ID'])], '`capturedTables[0]` must be 1 to 64 letters, digits'],
  [[table('salesdb', 'A', ['I,D'])], '`capturedTables[0]` must have plain identifiers in `keyColumns`, got: I,D'],
  [
    [{ ...table('salesdb', 'A', ['ID']), zeroDates: 'epoch' as 'null' }],
    '`capturedTables[0].zeroDates` must be one of fail, null, got: epoch',
  ],
  [
    [table('salesdb', 'A', ['ID']), table('salesdb', 'A', ['ID'])],
    '`capturedTables[1]` must be named once, got: salesdb.A twice',
  ],
])('%j is a problem once', (tables, message) => {
  expect(capturedTableProblems(tables)).toEqual([expect.stringContaining(message)]);
});

function table(schema: string, name: string, keyColumns: string[]): CapturedTable {
  return { schema, table: name, keyColumns, columns: {} };
}
