import { Duration } from 'aws-cdk-lib';
import { runSchedule, runScheduleProblem } from '../../../lib/transform/run-schedule';

test.each([
  [Duration.minutes(5), 'cron(0/5 * * * ? *)'],
  [Duration.minutes(30), 'cron(0/30 * * * ? *)'],
  [Duration.hours(1), 'cron(0 0/1 * * ? *)'],
  [Duration.hours(12), 'cron(0 0/12 * * ? *)'],
  [Duration.days(1), 'cron(0 0 * * ? *)'],
])('every %s', (interval, expression) => {
  expect(runSchedule(interval)).toBe(expression);
  expect(runScheduleProblem(interval)).toBeUndefined();
});

test.each([
  [Duration.minutes(4), '4'],
  [Duration.minutes(7), '7'],
  [Duration.minutes(45), '45'],
  [Duration.minutes(90), '90'],
  [Duration.hours(5), '300'],
  [Duration.days(2), '2880'],
  [Duration.seconds(330), '5.5'],
  [Duration.minutes(0), '0'],
])('fails for %s, which no cron expression repeats evenly', (interval, minutes) => {
  expect(runScheduleProblem(interval)).toBe(
    `must be at least 5 minutes and divide an hour, or be whole hours that divide a day, got: ${minutes} minutes`,
  );
});
