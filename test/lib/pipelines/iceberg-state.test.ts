import { Duration } from 'aws-cdk-lib';
import type { EnvironmentConfig, PipelineConfig } from '../../../lib/config/environment';
import { type IcebergOptions, iceberg } from '../../../lib/pipelines/iceberg';
import { type IcebergStateOptions, icebergState } from '../../../lib/pipelines/iceberg-state';
import { DESTINATION_KINDS } from '../../../lib/pipelines/kinds';
import { planPlatform } from '../../../lib/pipelines/platform-plan';
import { TABLES } from '../../fixtures/datasets';
import { ICEBERG_OPTIONS, ORDERS, SMALL, STATE_OPTIONS, withStates } from '../../fixtures/environments';
import { type Resource, synthesize, type Template } from '../../support/platform';

const small = withStates(SMALL);

function withPipelines(pipelines: Readonly<Record<string, PipelineConfig>>): EnvironmentConfig {
  return { ...small, pipelines: { ...small.pipelines, ...pipelines } };
}

function states(options: Partial<IcebergStateOptions> = {}, pipeline: Partial<PipelineConfig> = {}): PipelineConfig {
  return { from: 'log', tables: 'all', to: icebergState({ ...STATE_OPTIONS, ...options }), ...pipeline };
}

function stacks(config: EnvironmentConfig): Map<string, { readonly dependencies: string[]; readonly own: Resource[] }> {
  return new Map(
    synthesize(config).map(({ stackName, dependencies, template }) => [
      stackName.replace(`Tributary-${config.name}-`, ''),
      {
        dependencies: dependencies.map(({ id }) => id),
        own: Object.values((template as Template).Resources),
      },
    ]),
  );
}

function ofType(resources: readonly Resource[] | undefined, type: string): Resource[] {
  return (resources ?? []).filter(({ Type }) => Type === type);
}

describe('defaults', () => {
  const all = stacks(small);
  const pipeline = all.get('Pipeline-states');

  test('a job reads the log of its pipeline, and keeps a database of its own', () => {
    const [job] = ofType(pipeline?.own, 'AWS::Glue::Job');
    expect(job?.Properties).toMatchObject({
      DefaultArguments: {
        '--log': 'tributary_small_states_log',
        '--database': 'tributary_small_states_states',
        '--notifications': 'notifications_sales',
      },
      Timeout: 60,
      WorkerType: 'G.1X',
      NumberOfWorkers: 2,
    });
    expect(ofType(pipeline?.own, 'AWS::Glue::Trigger')).toHaveLength(1);
    expect(ofType(pipeline?.own, 'AWS::CloudWatch::Alarm')).toHaveLength(1);
    expect(ofType(all.get('Iceberg-states')?.own, 'AWS::Glue::Database')).toMatchObject([
      { Properties: { DatabaseInput: { Name: 'tributary_small_states_states' } } },
    ]);
  });

  test('both databases are there before', () => {
    expect(pipeline?.dependencies).toEqual(
      expect.arrayContaining([expect.stringContaining('Iceberglog'), expect.stringContaining('Icebergstates')]),
    );
  });

  test('tables say how they are written, each by itself', () => {
    const config = withPipelines({
      states: states({ tables: { customer: { writes: 'merge-on-read' }, salesOrder: { buckets: 16 } } }),
    });
    const [job] = ofType(stacks(config).get('Pipeline-states')?.own, 'AWS::Glue::Job');
    const args = job?.Properties?.['DefaultArguments'] as { readonly '--tables': string } | undefined;
    expect(JSON.parse(args?.['--tables'] ?? '[]')).toMatchObject([
      { name: 'salesdb_customer', writes: 'merge-on-read', buckets: 4 },
      { name: 'salesdb_sales_order', writes: 'copy-on-write', buckets: 16 },
    ]);
  });

  test('suspended, it starts nothing; off, its database stays', () => {
    const suspended = stacks(withPipelines({ states: states({}, { state: 'suspended' }) }));
    expect(ofType(suspended.get('Pipeline-states')?.own, 'AWS::Glue::Trigger')).toEqual([]);
    const off = stacks(withPipelines({ states: states({}, { state: 'off' }) }));
    expect([off.has('Pipeline-states'), off.has('Iceberg-states')]).toEqual([false, true]);
  });
});

describe('fails', () => {
  const ofLog = (log: Partial<IcebergOptions>): Record<string, PipelineConfig> => ({
    log: { from: 'sales', tables: ['customer'], to: iceberg({ ...ICEBERG_OPTIONS, ...log }) },
  });
  test.each<[string, Record<string, PipelineConfig>, string]>([
    [
      'a capture in place of a log',
      { states: states({}, { from: 'sales' }) },
      '`pipelines.states.from` must be a pipeline to a log in Iceberg, which is what iceberg-state reads here, got: sales',
    ],
    [
      'an archive in place of a log',
      { states: states({}, { from: 'raw' }) },
      '`pipelines.states.from` must be a pipeline to a log in Iceberg, which is what iceberg-state reads here, got: raw',
    ],
    [
      'a log of events that nobody changes',
      {
        events: { from: 'orders', tables: 'all', to: iceberg({ ...ICEBERG_OPTIONS, flatten: true }) },
        states: states({}, { from: 'events' }),
      },
      '`pipelines.states.to` must be a kind that takes rows without a log, for by their places in one a table is kept, got: iceberg-state of orders',
    ],
    [
      'a log that is off',
      { log: { ...(small.pipelines['log'] as PipelineConfig), state: 'off' } },
      '`pipelines.states.from` must not be off while it is read from, got: log',
    ],
    [
      'a log without columns that come later',
      ofLog({ evolution: 'none' }),
      '`pipelines.log.to.evolution` must be create-and-evolve for dynamic routing',
    ],
    [
      'a log whose tables are on a branch',
      ofLog({ settings: { 'iceberg.tables.default-commit-branch': 'audit' } }),
      '`pipelines.log.to.settings.iceberg.tables.default-commit-branch` must not be set where states is made of it, which knows nothing of it, got: audit',
    ],
    [
      'a log in another catalog',
      ofLog({ settings: { 'iceberg.catalog.glue.id': '123456789012' } }),
      '`pipelines.log.to.settings.iceberg.catalog.glue.id` must not be set where states is made of it',
    ],
    [
      'a log whose files are elsewhere',
      ofLog({ writeProperties: { 'write.data.path': 's3://b/x' } }),
      '`pipelines.log.to.writeProperties.write.data.path` must not be set where states is made of it, whose role may not read there, got: s3://b/x',
    ],
    [
      'an unknown table',
      { states: states({ tables: { order: {} } }) },
      '`pipelines.states.to.tables` must be one of customer, salesOrder, got: order',
    ],
    [
      'an unknown way to write',
      { states: states({ tables: { customer: { writes: 'equality' as never } } }) },
      '`pipelines.states.to.tables.customer.writes` must be one of copy-on-write, merge-on-read, got: equality',
    ],
    [
      'no bucket',
      { states: states({ tables: { customer: { buckets: 0 } } }) },
      '`pipelines.states.to.tables.customer.buckets` must be a whole number from 1 to 1024, got: 0',
    ],
    [
      'too many buckets',
      { states: states({ tables: { customer: { buckets: 1025 } } }) },
      '`pipelines.states.to.tables.customer.buckets` must be a whole number from 1 to 1024, got: 1025',
    ],
    [
      'a schedule that no clock has',
      { states: states({ every: Duration.minutes(7) }) },
      '`pipelines.states.to.every` must be at least 5 minutes and divide an hour',
    ],
    [
      'one worker',
      { states: states({ workers: 1 }) },
      '`pipelines.states.to.workers` must be a whole number of at least 2',
    ],
  ])('for %s', (_, pipelines, message) => {
    const config = withPipelines(pipelines);
    const captures = { ...config.captures, orders: ORDERS };
    expect(() => planPlatform({ ...config, captures }, DESTINATION_KINDS)).toThrow(message);
  });

  test('for a column that a merge would take for one of Iceberg', () => {
    const sales = small.databases['sales'];
    const table = { ...TABLES.customer, columns: { ...TABLES.customer.columns, _FILE: 'STRING' as const } };
    const databases = { sales: { ...sales, tables: { ...TABLES, customer: table } } as never };
    expect(() => planPlatform({ ...small, databases }, DESTINATION_KINDS)).toThrow(
      "`pipelines.states.to` must be of tables without columns that are called as Iceberg's own; a `from` gives another name, got: customer._FILE",
    );
  });
});

test('a log and what is made of it have databases of their own', () => {
  const { pipelines } = planPlatform(small, DESTINATION_KINDS);
  expect(pipelines.map(({ pipeline, plan }) => [pipeline.name, plan.icebergDatabase])).toEqual([
    ['raw', undefined],
    ['log', 'tributary_small_states_log'],
    ['tables', undefined],
    ['states', 'tributary_small_states_states'],
  ]);
});
