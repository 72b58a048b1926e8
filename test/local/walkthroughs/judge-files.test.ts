import { judgeFewerFiles } from '../../../local/walkthroughs/judge-files';

const size = (files: number) => ({ files, bytes: 1, stored_files: files, stored_bytes: 1 });
const kept = (table: string, before: number, after: number) => ({
  event: 'lake.maintained',
  table,
  before: size(before),
  after: size(after),
});
const ask = { fewerFiles: 'lake_log.t', atMost: 2 };

test.each([
  ['fewer files, as few as asked for', [kept('lake_log.t', 9, 2)], undefined],
  ['more than that', [kept('lake_log.t', 9, 3)], 'lake_log.t: 9 files became 3'],
  ['as few as before', [kept('lake_log.t', 2, 2)], 'lake_log.t: 2 files became 2'],
  ['another table', [kept('lake_state.t', 9, 1)], 'lake_log.t: the upkeep tells nothing of it'],
])('%s', (_, reports, actual) => {
  const expected = 'lake_log.t: fewer files than before, at most 2';
  expect(judgeFewerFiles(ask, { reports })).toEqual({
    expected,
    actual: actual ?? expected,
    isRight: actual === undefined,
  });
});

test('a Delta table is asked for by its folder', () => {
  const reports = [kept('s3://b/delta/shop_orders__deleted', 5, 4), kept('s3://b/delta/shop_orders', 5, 1)];
  expect(judgeFewerFiles({ fewerFiles: 'shop_orders', atMost: 1 }, { reports }).isRight).toBe(true);
});

test('before the upkeep ran, there is nothing to judge', () => {
  expect(judgeFewerFiles(ask, undefined)).toMatchObject({ actual: 'lake_log.t: no run of the upkeep', isRight: false });
});
