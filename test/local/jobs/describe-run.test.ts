import { describeRun } from '../../../local/jobs/describe-run';

test('one line: what changed in which table, and how many got nothing', () => {
  const batch = { event: 'cdc_upsert.batch', table: 'a', upserted: 3, deleted: 1, stale: 0, bad_lines: {} };
  const idle = { event: 'cdc_upsert.idle', table: 'c' };
  const bad = { ...batch, table: 'b', bad_lines: { json: 2, envelope: 1 } };
  expect(describeRun('Upsert', { reports: [batch, bad, idle, idle], seconds: 8.1 })).toBe(
    'Upsert, 8.1 s: a 3 upserted, 1 deleted, 0 stale; b 3 upserted, 1 deleted, 0 stale, 3 bad lines; nothing new for 2 tables',
  );
});
