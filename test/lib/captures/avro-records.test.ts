import { avroProblems } from '../../../lib/captures/avro-records';
import type { DatabaseCapture } from '../../../lib/config/capture';
import { type EnvironmentConfig } from '../../../lib/config/environment';
import { ENVIRONMENTS } from '../../../lib/config/environments';
import { TABLES } from '../../fixtures/datasets';

const [DEV] = ENVIRONMENTS as [EnvironmentConfig];
const CAPTURE = DEV.captures['pagila-avro'] as DatabaseCapture;

test('a table whose truncation has to be followed is told in envelopes', () => {
  const { customer } = TABLES;
  const tables = { customer: { ...customer, source: 'c', truncate: 'apply' as const } };
  const problems = (shape: 'envelope' | 'flat'): string[] =>
    avroProblems('captures.c.avro', { ...CAPTURE, avro: { shape } }, tables, DEV);
  expect(problems('envelope')).toEqual([]);
  expect(problems('flat')).toEqual([
    `\`captures.c.avro.shape\` must be envelope where \`truncate\` of a table is apply, for flat rows do not tell it, got: flat, of ${customer.schema}.${customer.table}`,
  ]);
});

test('a column is not called as what flat rows have beside their columns', () => {
  const { customer } = TABLES;
  const tables = {
    customer: { ...customer, source: 'c', columns: { id: 'INT', op: { type: 'STRING', from: '__op' } } },
  };
  const problems = (shape: 'envelope' | 'flat'): string[] =>
    avroProblems('captures.c.avro', { ...CAPTURE, avro: { shape } }, tables as never, DEV);
  expect(problems('envelope')).toEqual([]);
  expect(problems('flat')).toEqual([
    `\`captures.c.avro.shape\` must be envelope where a column is called as what flat rows have beside their columns, got: __op of ${customer.schema}.${customer.table}`,
  ]);
});
