import { followAwsCron } from '../../../local/jobs/aws-cron';

/** A Saturday. */
const FROM = new Date('2026-11-21T11:00:00Z');

test.each([
  ['0/30 * * * ? *', ['2026-11-21T11:30', '2026-11-21T12:00']],
  ['5/20 9-10 * * ? *', ['2026-11-22T09:05', '2026-11-22T09:25', '2026-11-22T09:45', '2026-11-22T10:05']],
  ['0 0/6 * * ? *', ['2026-11-21T12:00', '2026-11-21T18:00', '2026-11-22T00:00']],
  ['15 10 ? * 1 *', ['2026-11-22T10:15', '2026-11-29T10:15']],
  ['0 8 ? * MON-TUE *', ['2026-11-23T08:00', '2026-11-24T08:00', '2026-11-30T08:00']],
  ['0 8 ? * 6L *', ['2026-11-27T08:00', '2026-12-25T08:00']],
  ['0 8 ? * 2#1 2027', ['2027-01-04T08:00', '2027-02-01T08:00']],
  ['0 8 L * ? *', ['2026-11-30T08:00', '2026-12-31T08:00']],
  ['0 8 1W 8 ? *', ['2027-08-02T08:00']],
])('cron(%s) in UTC', (expression, times) => {
  const runs = followAwsCron(expression).nextRuns(times.length, FROM);
  expect(runs.map((run) => run.toISOString().slice(0, 16))).toEqual(times);
});

test.each([
  ['0/30 * * * ?', 'must have 6 fields, got: cron(0/30 * * * ?)'],
  ['0 8 * * * *', 'must have `?` as day of month or as day of week'],
  ['0 8 ? * ? *', 'must have `?` as day of month or as day of week'],
  ['0 25 * * ? *', 'cannot follow the schedule cron(0 25 * * ? *)'],
])('fails for cron(%s)', (expression, message) => {
  expect(() => followAwsCron(expression)).toThrow(message);
});
