import type { CapturedTable } from '../../../../lib/source/bootstrap/bootstrap-request';
import {
  dateColumns,
  mustHaveNoZeroDate,
  sqlModeProblems,
  zeroDateProblem,
} from '../../../../lib/source/bootstrap/zero-date-problems';

const ORDER: CapturedTable = { schema: 'salesdb', table: 'ORDER', keyColumns: ['ID'], columns: {} };
const column = (columnName: string, dataType: string) => ({ columnName, dataType, columnType: dataType });
const COLUMNS = [
  column('ID', 'int'),
  column('D', 'date'),
  column('T', 'time'),
  column('Y', 'year'),
  column('DT', 'datetime'),
  column('TS', 'timestamp'),
];

test('dates, and nothing else with a clock or a calendar, can be zero', () => {
  expect(dateColumns(COLUMNS)).toEqual(['D', 'DT', 'TS']);
});

test('a table with dates must have no zero ones, unless it says otherwise', () => {
  expect(mustHaveNoZeroDate(ORDER, COLUMNS)).toBe(true);
  expect(mustHaveNoZeroDate({ ...ORDER, zeroDates: 'fail' }, COLUMNS)).toBe(true);
  expect(mustHaveNoZeroDate({ ...ORDER, zeroDates: 'null' }, COLUMNS)).toBe(false);
  expect(mustHaveNoZeroDate(ORDER, [column('ID', 'int')])).toBe(false);
});

test.each([
  'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE',
  'NO_ZERO_DATE,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,ANSI_QUOTES',
])('a server with %s lets none in', (mode) => {
  expect(sqlModeProblems(mode, [ORDER])).toEqual([]);
});

test.each([
  ['', 'none'],
  ['NO_ZERO_DATE,NO_ZERO_IN_DATE', 'NO_ZERO_DATE,NO_ZERO_IN_DATE'],
  ['STRICT_ALL_TABLES,NO_ZERO_DATE', 'STRICT_ALL_TABLES,NO_ZERO_DATE'],
  ['STRICT_ALL_TABLES,NO_ZERO_IN_DATE', 'STRICT_ALL_TABLES,NO_ZERO_IN_DATE'],
])('a server with "%s" does, and that concerns the tables that must have none', (mode, got) => {
  expect(sqlModeProblems(mode, [ORDER, { ...ORDER, table: 'ITEM' }])).toEqual([
    `\`sql_mode\` must have NO_ZERO_DATE, NO_ZERO_IN_DATE, STRICT_TRANS_TABLES or STRICT_ALL_TABLES (a zero date cannot be told from NULL; where that is known, say it in \`zeroDates\` of salesdb.ORDER, salesdb.ITEM), got: ${got}`,
  ]);
  expect(sqlModeProblems(mode, [])).toEqual([]);
});

test('a zero date is named with its table and column', () => {
  expect(zeroDateProblem(ORDER, 'D', '0000-00-00')).toBe(
    '`zeroDates` of salesdb.ORDER must be null where dates are zero (a zero date cannot be told from NULL), got: fail with 0000-00-00 in D',
  );
});
