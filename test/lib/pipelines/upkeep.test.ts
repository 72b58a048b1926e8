import { Duration } from 'aws-cdk-lib';
import type { EnvironmentConfig, PipelineConfig } from '../../../lib/config/environment';
import type { UpkeepConfig } from '../../../lib/config/upkeep';
import { icebergState } from '../../../lib/pipelines/iceberg-state';
import { DESTINATION_KINDS } from '../../../lib/pipelines/kinds';
import { planPlatform } from '../../../lib/pipelines/platform-plan';
import { RETAINING, SMALL, STATE_OPTIONS, UPKEEP, withStates } from '../../fixtures/environments';
import { type Resource, synthesize, type Template } from '../../support/platform';

const small = { ...withStates(SMALL), upkeep: UPKEEP };

function stack(config: EnvironmentConfig): { readonly dependencies: string[]; readonly own: Resource[] } | undefined {
  const found = synthesize(config).find(({ stackName }) => stackName.endsWith('-Upkeep'));
  return (
    found && {
      dependencies: found.dependencies.map(({ id }) => id),
      own: Object.values((found.template as Template).Resources),
    }
  );
}

function jobOf(config: EnvironmentConfig): Record<string, unknown> {
  const job = stack(config)?.own.find(({ Type }) => Type === 'AWS::Glue::Job');
  return job?.Properties?.['DefaultArguments'] as Record<string, unknown>;
}

describe('defaults', () => {
  const upkeep = stack(small);

  test('one job keeps all tables of the lake, whatever becomes of their pipelines', () => {
    const off = { state: 'suspended' as const };
    const pipelines = Object.fromEntries(
      Object.entries(small.pipelines).map(([name, pipeline]) => [name, { ...pipeline, ...off }]),
    );
    for (const config of [small, { ...small, pipelines }]) {
      expect(jobOf(config)).toMatchObject({
        '--delta-tables': expect.stringContaining('"salesdb_customer"'),
        '--iceberg-databases': '["tributary_small_states_log","tributary_small_states_states"]',
        '--retention-hours': '30',
        // Topics keep records for three days.
        '--unknown-hours': '72',
      });
    }
  });

  test('its databases are there before, and an alarm tells of runs that fail', () => {
    expect(upkeep?.dependencies).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Lake'),
        expect.stringContaining('Iceberglog'),
        expect.stringContaining('Icebergstates'),
      ]),
    );
    expect(upkeep?.own.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')).toMatchObject([
      { Properties: { AlarmName: 'tributary-small-states-upkeep-failed-runs' } },
    ]);
  });

  test('no environment has one that does not say so', () => {
    expect(stack(SMALL)).toBeUndefined();
  });
});

test('under keys of the account, its logs are, too', () => {
  const types = stack({ ...RETAINING, upkeep: UPKEEP })?.own.map(({ Type }) => Type);
  expect(types).toEqual(expect.arrayContaining(['AWS::Glue::SecurityConfiguration', 'AWS::KMS::Key']));
});

describe('fails', () => {
  const plan =
    (upkeep: Partial<UpkeepConfig>, changes: Partial<EnvironmentConfig> = {}) =>
    () =>
      planPlatform({ ...small, ...changes, upkeep: { ...UPKEEP, ...upkeep } }, DESTINATION_KINDS);
  const { raw } = SMALL.pipelines;
  const states = (timeout: Duration): PipelineConfig => ({
    from: 'log',
    tables: 'all',
    to: icebergState({ ...STATE_OPTIONS, timeout }),
  });

  test.each([
    [
      'less than a day',
      { retention: Duration.hours(23) },
      '`upkeep.retention` must be at least 24 whole hours, got: 23 hours',
    ],
    [
      'half an hour',
      { retention: Duration.minutes(1470) },
      '`upkeep.retention` must be at least 24 whole hours, got: 24.5 hours',
    ],
    ['a schedule that Glue has not', { every: Duration.hours(5) }, '`upkeep.every` must be at least 5 minutes'],
    ['too few workers', { workers: 1 }, '`upkeep.workers` must be a whole number of at least 2'],
    ['no time', { timeout: Duration.minutes(0) }, '`upkeep.timeout` must be 1 to 10080 whole minutes'],
  ])('for %s', (_, upkeep, message) => {
    expect(plan(upkeep)).toThrow(message);
  });

  test('where there is no table to keep', () => {
    const serving = { athena: { ...SMALL.serving.athena, queriedTables: {} } };
    expect(plan({}, { pipelines: { raw: raw as PipelineConfig }, serving })).toThrow(
      '`upkeep` must have Delta or Iceberg tables to keep, got: none of `pipelines`',
    );
  });

  test('where a merge would find its last snapshot of a log gone', () => {
    const pipelines = { ...small.pipelines, states: states(Duration.hours(30)) };
    expect(plan({}, { pipelines })).toThrow(
      '`upkeep.retention` must be at least `every` and `timeout` of states together, 1830 minutes, or its runs read their whole log each time, got: 1800 minutes',
    );
  });

  test('where a pipeline is called as it is', () => {
    expect(plan({}, { pipelines: { ...small.pipelines, upkeep: raw as PipelineConfig } })).toThrow(
      "`pipelines` must leave the name of the lake's upkeep free, got: upkeep",
    );
  });
});
