import { describeRun } from '../../../local/jobs/describe-run';

test('one line: what changed in which table, and how many got nothing', () => {
  const batch = { event: 'cdc_upsert.batch', table: 'a', upserted: 3, deleted: 1, stale: 0, bad_lines: {} };
  const idle = { event: 'cdc_upsert.idle', table: 'c' };
  const bad = { ...batch, table: 'b', bad_lines: { json: 2, envelope: 1 } };
  expect(describeRun('Upsert', { reports: [batch, bad, idle, idle], seconds: 8.1 })).toBe(
    'Upsert, 8.1 s: a 3 upserted, 1 deleted, 0 stale; b 3 upserted, 1 deleted, 0 stale, 3 bad lines; nothing new for 2 tables',
  );
});

test('the upkeep tells files and bytes of all tables together', () => {
  const size = (files: number, bytes: number) => ({ files, bytes, stored_files: files, stored_bytes: bytes });
  const kept = { event: 'lake.maintained', table: 'a', before: size(9, 100), after: size(1, 40) };
  expect(describeRun('Upkeep', { reports: [kept, kept], seconds: 9 })).toBe(
    'Upkeep, 9 s: 2 tables kept: 18 files are 2, 200 bytes in their folders 80',
  );
});
