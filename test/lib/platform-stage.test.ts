import { Duration } from 'aws-cdk-lib';
import type { EnvironmentConfig, PipelineConfig } from '../../lib/config/environment';
import { PlatformStage } from '../../lib/platform-stage';
import { RETAINING, SMALL, streaming } from '../fixtures/environments';
import { type Resource, synthesize, type Template } from '../support/platform';
import { testApp } from '../support/test-app';

type Stacks = ReturnType<typeof synthesize>;

const small = synthesize(SMALL);

/** Resources of a type, in all stacks whose name ends so. */
function resources(stacks: Stacks, type: string, end = ''): Resource[] {
  return stacks
    .filter(({ stackName }) => stackName.endsWith(end))
    .flatMap((stack) => Object.values((stack.template as Template).Resources))
    .filter((resource) => resource.Type === type);
}

function pipeline(name: string, changes: Partial<PipelineConfig>): EnvironmentConfig {
  const config = SMALL.pipelines[name] as PipelineConfig;
  return { ...SMALL, pipelines: { ...SMALL.pipelines, [name]: { ...config, ...changes } } };
}

function capture(changes: object): EnvironmentConfig {
  return { ...SMALL, captures: { sales: { ...SMALL.captures['sales'], ...changes } as never } };
}

test('stacks depend one way, on what they use and on nothing else', () => {
  const short = (name: string): string => name.replace('Tributary-small-', '');
  const graph = Object.fromEntries(
    small.map((stack) => [
      short(stack.stackName),
      small
        .filter((other) => stack.dependencies.some((dependency) => dependency.id === other.id))
        .map((other) => short(other.stackName))
        .sort(),
    ]),
  );
  expect(graph).toEqual({
    Alarms: [],
    'Capture-sales': ['Alarms', 'Database-sales', 'Network', 'Streaming', 'Topics-sales'],
    'Database-sales': ['Network'],
    Lake: [],
    Network: [],
    Operator: ['Database-sales', 'Network', 'Streaming'],
    'Pipeline-raw': ['Alarms', 'Lake', 'Network', 'Streaming', 'Topics-sales'],
    'Pipeline-tables': ['Alarms', 'Lake'],
    Serving: ['Lake'],
    Streaming: ['Network'],
    'Topics-sales': ['Streaming'],
  });
});

test('a connector belongs to its capture or its pipeline, and a job to its pipeline', () => {
  const tags = (stack: string, type: string): unknown[] =>
    resources(small, type, stack).map((one) => one.Properties?.['Tags']);
  expect(tags('Capture-sales', 'AWS::KafkaConnect::Connector')).toEqual([
    expect.arrayContaining([{ Key: 'tributary:capture', Value: 'sales' }]),
  ]);
  expect(tags('Pipeline-raw', 'AWS::KafkaConnect::Connector')).toEqual([
    expect.arrayContaining([{ Key: 'tributary:pipeline', Value: 'raw' }]),
  ]);
  expect(tags('Pipeline-tables', 'AWS::Glue::Job')).toEqual([
    expect.objectContaining({ 'tributary:pipeline': 'tables' }),
  ]);
});

test('every job that keeps Delta tables, by batch or by stream, commits through the log store', () => {
  const jobs = resources([...small, ...synthesize(streaming(SMALL))], 'AWS::Glue::Job')
    .map((job) => job.Properties as { Command: { Name: string }; DefaultArguments: Record<string, unknown> })
    .filter(({ DefaultArguments: given }) => String(given['--datalake-formats']).includes('delta'));
  expect(jobs.map((job) => job.Command.Name)).toEqual(['glueetl', 'gluestreaming']);
  for (const { DefaultArguments: given } of jobs) {
    for (const scheme of ['s3', 's3a']) {
      expect(JSON.stringify(given['--conf'])).toContain(
        `spark.delta.logStore.${scheme}.impl=io.tributary.delta.ConditionalPutLogStore`,
      );
    }
    expect(JSON.stringify(given['--extra-jars'])).toMatch(/[0-9a-f]{64}/);
  }
});

describe('what an environment decides', () => {
  test('`destroy` leaves nothing behind', () => {
    for (const stack of small) {
      expect(stack.template.Metadata?.['Tributary::Protected']).toBeUndefined();
      for (const [id, resource] of Object.entries((stack.template as Template).Resources)) {
        expect([id, resource.DeletionPolicy]).not.toEqual([id, expect.stringMatching(/Retain|Snapshot/)]);
      }
    }
  });

  test('`retain` protects what holds data', () => {
    const stacks = synthesize(RETAINING).filter((stack) => stack.template.Metadata?.['Tributary::Protected']);
    expect(stacks.map((stack) => stack.stackName)).toEqual([
      'Tributary-retaining-Database-sales',
      'Tributary-retaining-Lake',
      'Tributary-retaining-Streaming',
      'Tributary-retaining-Topics-sales',
    ]);
  });

  test('one that needs its account cannot be deployed without, and can be with it', () => {
    expect(new PlatformStage(testApp(), RETAINING).account).toBe('000000000000');
    expect(new PlatformStage(testApp(), { ...RETAINING, account: '123456789012' }).account).toBe('123456789012');
  });

  test('tables stop at an unknown server, or follow it where they say so', () => {
    const policies = (stacks: Stacks): string[] => {
      const [job] = resources(stacks, 'AWS::Glue::Job').map(
        ({ Properties }) => Properties?.['DefaultArguments'] as Record<string, string>,
      );
      const tables = JSON.parse(job?.['--tables'] ?? '[]') as { unknownServer: string; positions: string }[];
      expect(new Set(tables.map(({ positions }) => positions))).toEqual(new Set(['mysql-binlog']));
      return [...new Set(tables.map(({ unknownServer }) => unknownServer))];
    };
    expect(policies(small)).toEqual(['fail']);
    expect(policies(synthesize(RETAINING))).toEqual(['follow']);
  });

  test('a pipeline that is off has no stack, and keeps its tables', () => {
    const off = synthesize(pipeline('tables', { state: 'off' }));
    expect(off.map((stack) => stack.stackName)).not.toContain('Tributary-small-Pipeline-tables');
    expect(data(off)).toEqual(data(small));
  });

  test('a suspended pipeline has no connector and no schedule, and keeps everything else', () => {
    const raw = synthesize(pipeline('raw', { state: 'suspended' }));
    expect(resources(raw, 'AWS::KafkaConnect::Connector', 'Pipeline-raw')).toEqual([]);
    expect(data(raw)).toEqual(data(small));
    const tables = synthesize(pipeline('tables', { state: 'suspended' }));
    expect(resources(tables, 'AWS::Glue::Trigger')).toEqual([]);
    expect(resources(tables, 'AWS::Glue::Job')).toHaveLength(1);
    expect(data(tables)).toEqual(data(small));
  });

  test('a suspended capture has no connector, and keeps its topics', () => {
    const suspended = synthesize(capture({ state: 'suspended' }));
    expect(resources(suspended, 'AWS::KafkaConnect::Connector', 'Capture-sales')).toEqual([]);
    expect(resources(suspended, 'Custom::DatabaseBootstrap', 'Capture-sales')).toHaveLength(1);
    expect(data(suspended)).toEqual(data(small));
  });

  test('a job that streams lives in the network, which has what it calls', () => {
    const stacks = synthesize(streaming(SMALL));
    const [own] = stacks.filter(({ stackName }) => stackName.endsWith('-Pipeline-tables'));
    expect(
      own?.dependencies
        .map((dependency) => dependency.id)
        .filter((id) => !id.endsWith('.assets'))
        .sort(),
    ).toEqual(
      stacks
        .filter(({ stackName }) => /-(Alarms|Lake|Network|Streaming|Topics-sales)$/.test(stackName))
        .map((stack) => stack.id)
        .sort(),
    );
    const endpoints = (all: Stacks): number => resources(all, 'AWS::EC2::VPCEndpoint').length;
    expect(endpoints(stacks) - endpoints(small)).toBe(4);
  });

  test('the client host can be left out', () => {
    const stacks = synthesize({ ...SMALL, clientHost: { ...SMALL.clientHost, presence: 'absent' } });
    expect(stacks.map((stack) => stack.stackName)).not.toContain('Tributary-small-Operator');
  });
});

describe('fails', () => {
  const build = (changes: object) => () => new PlatformStage(testApp(), { ...SMALL, ...changes });

  test('with every problem at once, and where it is', () => {
    expect(build({ name: 'Dev', account: '1234' })).toThrow(
      'environments.Dev: `name` must be a lower-case letter followed by up to 19 letters, digits or -, got: Dev\n' +
        '`account` must be 12 digits, got: 1234',
    );
  });

  test('for a retention that CloudWatch Logs does not offer', () => {
    expect(build({ logRetention: Duration.days(8) })).toThrow('small: `logRetention` must be');
  });
});

/** What must not go with what runs: topics, and tables of the lake. */
function data(stacks: Stacks): unknown[] {
  return [
    ...resources(stacks, 'AWS::MSK::Topic').map(({ Properties }) => Properties?.['TopicName']),
    ...resources(stacks, 'AWS::Glue::Table').map(({ Properties }) => Properties?.['TableInput']),
  ];
}
