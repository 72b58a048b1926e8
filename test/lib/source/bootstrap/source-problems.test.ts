import { settingProblems, tableProblems } from '../../../../lib/source/bootstrap/source-problems';

const SOUND = {
  log_bin: 1,
  binlog_format: 'ROW',
  binlog_row_image: 'FULL',
  binlog_row_metadata: 'FULL',
  binlog_row_value_options: '',
  gtid_mode: 'ON',
  enforce_gtid_consistency: 'ON',
  binlog_transaction_compression: 'OFF',
};
const DETAIL = { schema: 'salesdb', table: 'SALES_ORDER_DETAIL', keyColumns: ['ORDER_ID', 'LINE_NUMBER'], columns: {} };

test('a sound server and a table with the expected key have no problem', () => {
  expect(settingProblems(SOUND)).toEqual([]);
  expect(tableProblems(DETAIL, [{ columnName: 'ORDER_ID' }, { columnName: 'LINE_NUMBER' }])).toEqual([]);
});

test('a server that is too old to compress transactions has no problem', () => {
  expect(settingProblems({ ...SOUND, binlog_transaction_compression: null })).toEqual([]);
});

test.each([
  [{ log_bin: 0 }, '`log_bin` must be 1 (automated backups must be on), got: 0'],
  [{ binlog_format: 'MIXED' }, '`binlog_format` must be ROW'],
  [{ binlog_row_image: 'MINIMAL' }, '`binlog_row_image` must be FULL'],
  [{ binlog_row_metadata: 'MINIMAL' }, '`binlog_row_metadata` must be FULL'],
  [{ binlog_row_value_options: 'PARTIAL_JSON' }, '`binlog_row_value_options` must be empty'],
  [{ gtid_mode: 'OFF_PERMISSIVE' }, '`gtid_mode` must be ON'],
  [{ enforce_gtid_consistency: 'WARN' }, '`enforce_gtid_consistency` must be ON'],
  [
    { binlog_transaction_compression: 'ON' },
    '`binlog_transaction_compression` must be OFF (changes of one compressed transaction all have one position), got: ON',
  ],
  [{ binlog_transaction_compression: undefined as unknown as null }, '`binlog_transaction_compression` must be OFF'],
])('%p is a problem', (settings, message) => {
  expect(settingProblems({ ...SOUND, ...settings })).toEqual([expect.stringContaining(message)]);
});

test('every setting that is wrong is named', () => {
  expect(settingProblems({ ...SOUND, log_bin: 0, gtid_mode: 'OFF' })).toHaveLength(2);
});

test.each([
  ['no such table', [], '`capturedTables` must name tables that exist, got: salesdb.SALES_ORDER_DETAIL'],
  [
    'no key',
    [{ columnName: null }],
    'must name tables with a primary key, got: salesdb.SALES_ORDER_DETAIL without one',
  ],
  ['part of the key', [{ columnName: 'ORDER_ID' }], 'must be its primary key (ORDER_ID), got: (ORDER_ID, LINE_NUMBER)'],
  [
    'the key in another order',
    [{ columnName: 'LINE_NUMBER' }, { columnName: 'ORDER_ID' }],
    'must be its primary key (LINE_NUMBER, ORDER_ID), got: (ORDER_ID, LINE_NUMBER)',
  ],
])('%s is a problem', (_, rows, message) => {
  expect(tableProblems(DETAIL, rows)).toEqual([expect.stringContaining(message)]);
});

test('a key is compared by the names that its columns have in the source, without regard to case', () => {
  const renamed = { ...DETAIL, columns: { LINE_NUMBER: { type: 'INT', from: ['LINE', 'line no'] } } };
  expect(tableProblems(renamed, [{ columnName: 'order_id' }, { columnName: 'Line No' }])).toEqual([]);
  expect(tableProblems(renamed, [{ columnName: 'order_id' }, { columnName: 'NUMBER' }])).toEqual([
    '`keyColumns` of salesdb.SALES_ORDER_DETAIL must be its primary key (order_id, NUMBER), got: (ORDER_ID, LINE_NUMBER)',
  ]);
});
