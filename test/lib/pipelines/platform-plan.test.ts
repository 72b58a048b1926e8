import { Duration, Stack } from 'aws-cdk-lib';
import { tableName } from '../../../connectors/dataset';
import type { DatabaseCapture } from '../../../lib/config/capture';
import type { DatabaseConfig, EnvironmentConfig, PipelineConfig } from '../../../lib/config/environment';
import { tablesWith } from '../../../lib/config/tables-with';
import { archive } from '../../../lib/pipelines/archive';
import { delta } from '../../../lib/pipelines/delta';
import type { DestinationKind } from '../../../lib/pipelines/destination-kind';
import { DESTINATION_KINDS } from '../../../lib/pipelines/kinds';
import { type PlatformPlan, planPlatform } from '../../../lib/pipelines/platform-plan';
import { PlatformStage } from '../../../lib/platform-stage';
import { TABLES } from '../../fixtures/datasets';
import { ARCHIVE_OPTIONS, DELTA_OPTIONS, SMALL, streaming } from '../../fixtures/environments';
import { testApp } from '../../support/test-app';

const sales = SMALL.captures['sales'] as DatabaseCapture;
const raw = SMALL.pipelines['raw'] as PipelineConfig;
const tables = SMALL.pipelines['tables'] as PipelineConfig;
const salesDatabase = SMALL.databases['sales'] as DatabaseConfig;
const NO_QUERIES = { athena: { ...SMALL.serving.athena, queriedTables: {} } };

function plan(pipelines: Record<string, PipelineConfig>, changes: Partial<EnvironmentConfig> = {}): PlatformPlan {
  return planPlatform({ ...SMALL, serving: NO_QUERIES, pipelines, ...changes }, DESTINATION_KINDS);
}

test('names are looked up through pipelines that read from each other, in whatever order they stand', () => {
  const { pipelines, lakeTables } = plan({ tables: { ...tables, tables: ['customer'] }, raw });
  expect(pipelines.map(({ pipeline }) => [pipeline.name, pipeline.capture, pipeline.from?.name])).toEqual([
    ['raw', 'sales', undefined],
    ['tables', 'sales', 'raw'],
  ]);
  expect(lakeTables.map(tableName)).toEqual(['salesdb_customer']);
});

test('two readers share an archive, each with its own tables', () => {
  const { lakeTables } = plan({
    raw,
    one: { ...tables, tables: ['customer'] },
    two: { ...tables, tables: ['supplier', 'product'] },
  });
  expect(lakeTables.map(tableName)).toEqual(['salesdb_customer', 'salesdb_product', 'salesdb_supplier']);
});

test('a job that streams is inside the network, and reads from the capture', () => {
  expect(planPlatform(streaming(SMALL), DESTINATION_KINDS)).toMatchObject({ jobs: 'inside' });
  expect(plan({ raw, tables }).jobs).toBe('outside');
});

test('two databases with a schema of the same name have tables of their own by a name for the lake', () => {
  const twin: DatabaseConfig = {
    ...salesDatabase,
    tables: { customer: { ...TABLES.customer, lakeName: 'archive_customer' } },
  };
  const { lakeTables } = plan(
    { raw, tables, twinRaw: { ...raw, from: 'twin' }, twinTables: { ...tables, from: 'twinRaw' } },
    { databases: { ...SMALL.databases, twin }, captures: { ...SMALL.captures, twin: { ...sales, database: 'twin' } } },
  );
  expect(lakeTables.map(tableName)).toEqual(expect.arrayContaining(['salesdb_customer', 'archive_customer']));
});

describe('fails', () => {
  const off = (config: PipelineConfig): PipelineConfig => ({ ...config, state: 'off' });
  test.each<[string, Record<string, PipelineConfig>, string]>([
    [
      'an unknown source',
      { raw: { ...raw, from: 'x' } },
      '`pipelines.raw.from` must be a capture or a pipeline (sales), got: x',
    ],
    [
      'a way that leads back to itself',
      { raw, one: { ...tables, from: 'two' }, two: { ...tables, from: 'one' } },
      '`pipelines.one.from` must lead to a capture, and leads back to itself, got: two',
    ],
    [
      'an unknown kind',
      { raw: { ...raw, to: { kind: 'hudi', options: {} } } },
      '`pipelines.raw.to` must be one of archive, delta, dynamodb, iceberg, iceberg-state, parquet, redshift, got: hudi',
    ],
    [
      'a table that its source does not have',
      { raw: { ...raw, tables: ['customer'] }, tables: { ...tables, tables: ['supplier'] } },
      '`pipelines.tables.tables` must be one of customer, got: supplier',
    ],
    [
      'no table',
      { raw: { ...raw, tables: [] } },
      '`pipelines.raw.tables` must name at least one table, or be all, got: []',
    ],
    [
      'tables by schedule from a capture',
      { tables: { ...tables, from: 'sales' } },
      '`pipelines.tables.from` must be a pipeline to an archive, which is what delta reads here, got: sales',
    ],
    [
      'tables by stream from an archive',
      { raw, tables: { ...tables, to: delta({ ...DELTA_OPTIONS, mode: 'streaming' }) } },
      '`pipelines.tables.from` must be a capture, which is what delta reads here, got: raw',
    ],
    [
      'an archive of tables',
      { raw, tables, again: { ...raw, from: 'tables' } },
      '`pipelines.again.from` must be a capture, which is what archive reads here, got: tables',
    ],
    [
      'an archive that is off and read',
      { raw: off(raw), tables },
      '`pipelines.tables.from` must not be off while it is read from, got: raw',
    ],
    [
      'two writers of one table, one of them off',
      { raw, one: { ...tables, tables: ['customer'] }, two: off(tables) },
      '`pipelines.two.tables` must be made into lake tables that no other pipeline makes (one does); a `lakeName` tells tables of two databases apart, got: salesdb_customer',
    ],
    [
      'a stream of tables that nothing archives',
      {
        raw: { ...raw, tables: ['supplier'] },
        tables: { from: 'sales', tables: ['customer'], to: delta({ ...DELTA_OPTIONS, mode: 'streaming' }) },
      },
      '`pipelines.tables.tables` must be archived by some pipeline, which is what a table is made from again, got: sales.salesdb.CUSTOMER',
    ],
    [
      'no rotation',
      { raw: { ...raw, to: archive({ ...ARCHIVE_OPTIONS, rotateRecords: 0 }) } },
      '`pipelines.raw.to.rotateRecords` must be a whole number of at least 1, got: 0',
    ],
    [
      'a schedule that no clock has',
      { raw, tables: { ...tables, to: delta({ ...DELTA_OPTIONS, every: Duration.minutes(7) }) } },
      '`pipelines.tables.to.every` must be at least 5 minutes and divide an hour',
    ],
    [
      'one worker',
      { raw, tables: { ...tables, to: delta({ ...DELTA_OPTIONS, workers: 1 }) } },
      '`pipelines.tables.to.workers` must be a whole number of at least 2',
    ],
  ])('for %s', (_, pipelines, message) => {
    expect(() => plan(pipelines)).toThrow(message);
  });

  test('for a table in the place of what a job keeps beside its own', () => {
    const named = {
      ...salesDatabase,
      tables: { customer: TABLES.customer, other: { ...TABLES.supplier, lakeName: 'salesdb_customer__progress' } },
    };
    expect(() => plan({ raw, tables }, { databases: { sales: named } })).toThrow(
      '`pipelines.tables.to.datasets` must leave the name of a side table free, got: salesdb_customer__progress',
    );
  });

  test('for entries of the catalog that fit into no template', () => {
    const columns = Object.fromEntries(
      [...Array(1000).keys()].map((n) => [`A_COLUMN_OF_MANY_${n}`, 'STRING' as const]),
    );
    const wide = Object.fromEntries(
      [...Array(20).keys()].map((n) => [
        `t${n}`,
        { schema: 'salesdb', table: `T${n}`, keyColumns: ['ID'], columns: { ID: 'INT' as const, ...columns } },
      ]),
    );
    expect(() => plan({ raw, tables }, { databases: { sales: { ...salesDatabase, tables: wide } } })).toThrow(
      '`pipelines` must have tables whose entries of the catalog fit into a template',
    );
  });

  test('for two captures whose topics would be one to a dashboard', () => {
    const captures = { sales, notifications: { ...sales, readerId: 2 } };
    const twice = { ...SMALL, captures, databases: { sales: { ...salesDatabase, tables: tablesWith(TABLES, {}) } } };
    expect(() => new PlatformStage(testApp(), twice)).not.toThrow();
    const log = { schema: 'sales', table: 'LOG', keyColumns: ['ID'], columns: { ID: 'INT' } } as const;
    const clash = {
      ...twice,
      databases: {
        sales: {
          ...salesDatabase,
          tables: { log: log, one: { ...log, schema: 'sales_LOG', table: 'A' }, two: { ...log, table: 'LOG_A' } },
        },
      },
      pipelines: {},
      serving: NO_QUERIES,
    };
    expect(() => new PlatformStage(testApp(), clash)).toThrow('`topics` must differ in more than `.` and `_`');
  });
});

test('a further kind changes nothing but the list of kinds', () => {
  const toy: DestinationKind = {
    name: 'toy',
    reads: () => 'topics',
    problems: (at, pipeline) => ('size' in pipeline.options ? [] : [`\`${at}.size\` must be set, got: none`]),
    plan: (pipeline) => ({
      lakeTables: pipeline.datasets,
      itemTables: [],
      icebergDatabase: undefined,
      rows: undefined,
      tableBucket: undefined,
      warehouseSchema: undefined,
      tableForm: 'delta',
      jobs: 'inside',
      connectors: () => [],
    }),
    createStack: (scope, id, { pipeline, topics }) => {
      const stack = new Stack(scope, id, { description: pipeline.resourceName });
      for (const each of topics) stack.addStackDependency(each);
      return stack;
    },
  };
  const build = (options: object) =>
    new PlatformStage(
      testApp(),
      {
        ...SMALL,
        serving: { athena: { ...SMALL.serving.athena, queriedTables: { play: ['customer'] } } },
        pipelines: { raw, play: { from: 'sales', tables: ['customer'], to: { kind: 'toy', options } } },
      },
      [...DESTINATION_KINDS, toy],
    ).synth();
  expect(() => build({})).toThrow('`pipelines.play.to.size` must be set, got: none');
  const stacks = build({ size: 1 }).stacks;
  const own = stacks.find(({ stackName }) => stackName === 'Tributary-small-Pipeline-play');
  expect(own?.template.Description).toBe('tributary-small-play');
  expect(own?.dependencies.map(({ id }) => id)).toContainEqual(expect.stringContaining('Topics'));
  expect(JSON.stringify(stacks.map(({ template }) => template))).toContain('salesdb_customer');
});
