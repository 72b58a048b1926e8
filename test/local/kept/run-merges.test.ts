import { findMerges, runMerges } from '../../../local/kept/run-merges';
import type { RunningMerges } from '../../../local/session/running-platform';

const tables = ['orders', 'items'].map((table) => ({ schema: 'shop', table }));
const merges = {
  model: { name: 'shop-redshift', tables },
  merge: async () => [
    { records: 5, upserted: 2, deleted: 1, stale: 1, refused: 1 },
    { records: 0, upserted: 0, deleted: 0, stale: 0, refused: 0 },
  ],
} as unknown as RunningMerges;

test('merges tell what they did, and what they did not', async () => {
  const told: string[] = [];
  await runMerges(merges, (line) => told.push(line));
  expect(told).toEqual([
    '✓ shop.orders: 5 records, 2 rows written, 1 deleted, 1 older than what is there, 1 among the errors',
    '✓ shop.items: 0 records, 0 rows written, 0 deleted',
  ]);
});

test('they are found by their pipeline', () => {
  expect(findMerges([merges], 'shop-redshift')).toBe(merges);
  expect(findMerges([merges], 'shop-delta')).toBeUndefined();
});
