import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { rawQueries } from '../../../lib/serving/raw-queries';
import type { RefinedConfig } from '../../../lib/serving/refined-problems';
import { FILM } from '../../support/film-changes';
import { EVERY, refinedTemplate } from '../../support/refined-film';

const resources = refinedTemplate();

test('a view is made by its statement once its table is there', () => {
  resources.hasResource('Custom::AthenaView', {
    Properties: {
      WorkgroupName: 'people',
      View: 'pagila_public_film_latest',
      Statement: Match.stringLikeRegexp('^CREATE OR REPLACE VIEW pagila_public_film_latest AS\n'),
    },
    DependsOn: Match.arrayWith([Match.stringLikeRegexp('^Film')]),
  });
});

test('functions write tables in a workgroup of their own, held to the limit of the other', () => {
  resources.hasResourceProperties('AWS::Athena::WorkGroup', {
    Name: 'people-refresh',
    WorkGroupConfiguration: { EnforceWorkGroupConfiguration: false, BytesScannedCutoffPerQuery: 1_073_741_824 },
  });
});

test('a refresh is due by the clock, and is told when', () => {
  const [schedule] = Object.values(resources.findResources('AWS::Scheduler::Schedule'));
  const { ScheduleExpression, Target } = schedule?.Properties ?? {};
  expect(ScheduleExpression).toBe('rate(60 minutes)');
  const input = JSON.stringify(Target.Input);
  expect(input).toContain('\\"due\\":\\"<aws.scheduler.scheduled-time>\\"');
  expect(input).toContain('\\"partitionedBy\\":\\"rating\\"');
  expect(input).toContain('\\"last_update\\",\\"rating\\"]');
});

test('it may write its own tables and objects, and no others', () => {
  const policies = Object.entries(resources.findResources('AWS::IAM::Policy'));
  const [, policy] = policies.find(([id]) => id.startsWith('RefinedHandler')) ?? [];
  const statements = policy?.Properties.PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[];
  const resourcesOf = (action: string): string =>
    JSON.stringify(statements.filter(({ Action }) => [Action].flat().includes(action)).map(({ Resource }) => Resource));
  expect(resourcesOf('s3:DeleteObject')).toMatch(/refined\/pagila_public_film_refined\/\*"/);
  expect(resourcesOf('glue:DeleteTable')).toContain('/pagila_public_film_refined_*');
  expect(resourcesOf('glue:UpdateTable')).not.toContain('*');
  expect(resourcesOf('athena:StartQueryExecution')).toContain(':workgroup/people-refresh');
});

test('a failure is told, and what to do then', () => {
  resources.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'tributary-test-failed-refreshes',
    MetricName: 'Errors',
    Period: 3600,
    AlarmDescription: Match.stringLikeRegexp('#a-refresh-of-a-table-failed'),
  });
});

describe('fails', () => {
  test.each<[string, Partial<RefinedConfig>, string]>([
    ['for a column that there is not', { partitionedBy: 'genre' }, '`refined.partitionedBy` must be one of film_id, '],
    ['for a list', { partitionedBy: 'special_features' }, 'must be of a type that names folders'],
    ['for a time', { partitionedBy: 'last_update' }, 'must be of a type that names folders'],
    ['where it is always at work', { every: Duration.minutes(1) }, '`refined.every` must be whole minutes, from 5 to'],
    ['where it is due rarely', { every: Duration.days(2) }, 'from 5 to 1440, got: 2880 minutes'],
  ])('%s', (_, changes, message) => {
    expect(() => refinedTemplate({ ...EVERY, ...changes })).toThrow(message);
  });
});

test('statements of a raw table: its history in both shapes, and the newest rows of some keys', () => {
  const queries = rawQueries({ dataset: { ...FILM, keyColumns: ['film_id', 'rating'] }, types: {}, tableName: 'raw' });
  expect(queries.map(({ name }) => name)).toEqual(['raw_raw_history', 'raw_raw_history_nested', 'raw_latest_of_keys']);
  const [flat, nested, latest] = queries.map(({ sql }) => sql);
  expect(flat).toContain('WHERE "__op" IS NOT NULL AND "film_id" = ? AND "rating" = ?');
  expect(nested).toContain('COALESCE("after"."film_id", "before"."film_id") = ?');
  expect(latest).toContain(`CONTAINS(SPLIT(?, ','), CAST("film_id" AS VARCHAR) || '/' || CAST("rating" AS VARCHAR))`);
});
