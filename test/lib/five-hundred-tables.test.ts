import type { EnvironmentConfig, PipelineConfig } from '../../lib/config/environment';
import { delta } from '../../lib/pipelines/delta';
import { PlatformStage } from '../../lib/platform-stage';
import { DELTA_OPTIONS } from '../fixtures/environments';
import { FIVE_HUNDRED_TABLES, manyTables } from '../fixtures/five-hundred-tables';
import { type Resource, synthesize, type Template } from '../support/platform';
import { testApp } from '../support/test-app';

const KIB = 1024;
const streamed: EnvironmentConfig = {
  ...FIVE_HUNDRED_TABLES,
  pipelines: {
    raw: FIVE_HUNDRED_TABLES.pipelines['raw'] as PipelineConfig,
    tables: { from: 'sales', tables: 'all', to: delta({ ...DELTA_OPTIONS, mode: 'streaming' }) },
  },
};
const stacks = [...synthesize(FIVE_HUNDRED_TABLES), ...synthesize(streamed)];

function resources(type: string): Resource[] {
  return stacks
    .flatMap((stack) => Object.values((stack.template as Template).Resources))
    .filter((resource) => resource.Type === type);
}

/** Characters without white space, with a long value in the place of each that only a deployment knows. */
function resolvedLength(value: unknown): number {
  return JSON.stringify(value)
    .replaceAll(
      /\{"Fn::GetStackOutput":\{[^}]*\}\}/g,
      `"arn:aws:kafka:us-east-1:123456789012:cluster/${'x'.repeat(60)}"`,
    )
    .replaceAll(/\{"(Ref|Fn::GetAtt)":[^}]*\}/g, `"arn:aws:s3:::${'b'.repeat(63)}"`)
    .replaceAll(/\{"Fn::Join":\["",\[([^\]]*)\]\]\}/g, '$1').length;
}

test('every stack has fewer resources and a smaller template than CloudFormation takes', () => {
  for (const { stackName, template } of stacks) {
    expect([stackName, Object.keys(template.Resources).length <= 500]).toEqual([stackName, true]);
    const { length } = JSON.stringify(template);
    expect([stackName, length <= 1_000_000, length]).toEqual([stackName, true, length]);
  }
});

test('five hundred topics and entries of the catalog are there', () => {
  const names = new Set(resources('AWS::MSK::Topic').map(({ Properties }) => Properties?.['TopicName']));
  expect([...names].filter((name) => String(name).startsWith('sales.ware-house.'))).toHaveLength(500);
  expect(resources('AWS::Glue::Table')).toHaveLength(2 * 500);
});

test('every role has policies that IAM takes', () => {
  for (const { Properties } of resources('AWS::IAM::Policy')) {
    expect(resolvedLength(Properties?.['PolicyDocument'])).toBeLessThan(10_240);
  }
  for (const { Properties } of resources('AWS::IAM::ManagedPolicy')) {
    expect(resolvedLength(Properties?.['PolicyDocument'])).toBeLessThan(6_144);
  }
});

test('what functions, jobs and schedules are told fits into what carries it', () => {
  for (const { Properties } of resources('Custom::DatabaseBootstrap')) {
    // An event of CloudFormation, with what it says besides.
    expect(resolvedLength(Properties)).toBeLessThan(200 * KIB);
  }
  for (const { Properties } of resources('AWS::Scheduler::Schedule')) {
    expect(resolvedLength(Properties?.['Target'])).toBeLessThan(256 * KIB);
  }
  for (const { Properties } of resources('AWS::Glue::Job')) {
    const given = Properties?.['DefaultArguments'] as Record<string, unknown>;
    expect(resolvedLength(given)).toBeLessThan(260 * KIB);
    for (const tables of [given['--tables'], given['--delta-tables']].filter((each) => each !== undefined)) {
      expect(resolvedLength(tables)).toBeLessThan(100_000);
    }
  }
});

test('more tables of one group than a stack holds are refused, and more partitions than brokers hold', () => {
  const build = (changes: Partial<EnvironmentConfig>) => () =>
    new PlatformStage(testApp(), { ...FIVE_HUNDRED_TABLES, ...changes });
  const { sales } = FIVE_HUNDRED_TABLES.databases;
  const one = Object.fromEntries(Object.entries(manyTables(301)).map(([key, table]) => [key, { ...table, group: 1 }]));
  expect(build({ databases: { sales: { ...sales, tables: one } as never } })).toThrow(
    '`captures.sales.tables` must have at most 300 tables of one `group`; declare further tables with the next, got: 301 of group 1',
  );
  const wide = Object.fromEntries(
    Object.entries(manyTables(100)).map(([key, table]) => [key, { ...table, partitions: 10 }]),
  );
  expect(build({ databases: { sales: { ...sales, tables: wide } as never } })).toThrow(
    '`streaming.brokersPerZone` must be enough for 1000 replicas of partitions on each m7g.large, or its type larger, got: 1072 on each of 3',
  );
});
