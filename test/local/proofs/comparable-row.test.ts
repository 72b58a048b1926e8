import { Types } from 'mysql2';

import { comparableAfter, comparableRow } from '../../../local/proofs/comparable-row';

const columns = [
  { name: 'ID', type: Types.LONGLONG, decimals: 0 },
  { name: 'PRICE', type: Types.NEWDECIMAL, decimals: 2 },
  { name: 'ON_DAY', type: Types.DATE, decimals: 0 },
  { name: 'AT', type: Types.DATETIME, decimals: 6 },
  { name: 'STAMP', type: Types.TIMESTAMP, decimals: 6 },
  { name: 'NOTE', type: Types.VAR_STRING, decimals: 0 },
];
const row = {
  ID: '9007199254740993',
  PRICE: '-10.50',
  ON_DAY: '2024-01-31',
  AT: '2024-01-31 12:00:00.250000',
  STAMP: '2024-01-31 12:00:00.000001',
  NOTE: null,
};
const text = {
  ID: '9007199254740993',
  PRICE: '-10.50',
  ON_DAY: '2024-01-31Z',
  AT: '2024-01-31T12:00:00.25Z',
  STAMP: '2024-01-31T12:00:00.000001Z',
  NOTE: null,
};

test.each([
  ['texts', text, { decimals: 'string' }],
  ['binary decimals', { ...text, PRICE: Buffer.from([0xfb, 0xe6]).toString('base64') }, { decimals: 'precise' }],
  ['doubles', { ...text, PRICE: -10.5 }, { decimals: 'double' }],
])('an event equals its row, written as %s', (_, after, modes) => {
  expect(comparableAfter(after, columns, modes)).toBe(comparableRow(row, columns));
});

test.each([
  ['another value', { ...text, PRICE: '-10.51' }],
  ['a missing column', { ...text, NOTE: undefined }],
  ['null in place of a text', { ...text, PRICE: null }],
  ['a text in place of null', { ...text, NOTE: '' }],
  ['a column too many', { ...text, EXTRA: null }],
])('an event differs from its row by %s', (_, after) => {
  const modes = { decimals: 'string' };
  expect(comparableAfter(after, columns, modes)).not.toBe(comparableRow(row, columns));
});
