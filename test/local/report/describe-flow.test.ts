import type { EnvironmentConfig } from '../../../lib/config/environment';
import { resourceId } from '../../../local/assembly/environment-templates';
import { describeFlow } from '../../../local/report/describe-flow';
import type { Flow } from '../../../local/report/flow';
import { SMALL, withStates } from '../../fixtures/environments';
import { FIVE_HUNDRED_TABLES } from '../../fixtures/five-hundred-tables';
import { STRANGER } from '../../fixtures/stranger';
import { environment } from '../../support/platform';
import { readSynthesized } from '../../support/synthesized-templates';

function flowOf(config: EnvironmentConfig): Flow {
  const { model, templates } = readSynthesized(config);
  return describeFlow(model, templates);
}

/** Each edge as `<kind> <name> → <kind> <name>`. */
function ways({ nodes, edges }: Flow): string[] {
  const nameOf = (id: string): string => {
    const node = nodes.find((candidate) => candidate.id === id);
    return `${node?.kind} ${node?.name}`;
  };
  return edges.map(({ from, to }) => `${nameOf(from)} → ${nameOf(to)}`).sort();
}

test('ways from a database to queries and to items, and from generated orders to items', () => {
  const flow = flowOf(environment('dev'));
  expect(ways(flow)).toEqual([
    'archive pagila-archive → bucket ArchiveBucket',
    'archive pagila-parquet → bucket ArchiveBucket',
    'archive salesdb-archive → bucket ArchiveBucket',
    'bucket ArchiveBucket → job pagila-delta',
    'bucket ArchiveBucket → job salesdb-delta',
    'capture orders → topics orders',
    'capture pagila → topics pagila.*',
    'capture pagila-avro → topics pagila-avro.*',
    'capture salesdb → topics salesdb.*',
    'capture support → topics support.*',
    'capture support-all → topics support-all.*',
    'connector orders-dynamodb → items orders-dynamodb',
    'connector orders-iceberg → tables tributary_dev_orders_iceberg',
    'connector salesdb-dynamodb → items salesdb-dynamodb',
    'connector salesdb-log → log tributary_dev_salesdb_log',
    'connector support-lake → log tributary_dev_support_lake',
    'database pagila → capture pagila',
    'database pagila → capture pagila-avro',
    'database salesdb → capture salesdb',
    'database support → capture support',
    'database support → capture support-all',
    'job pagila-delta → tables tributary_dev_pagila',
    'job salesdb-delta → tables tributary_dev_salesdb',
    'job salesdb-state → tables tributary_dev_salesdb_state',
    'log tributary_dev_salesdb_log → job salesdb-state',
    'log tributary_dev_salesdb_log → queries tributary-dev',
    'log tributary_dev_support_lake → queries tributary-dev',
    'merges salesdb-redshift → warehouse salesdb',
    'merges support-redshift → warehouse support',
    'tables tributary_dev_orders_iceberg → queries tributary-dev',
    'tables tributary_dev_pagila → queries tributary-dev',
    'tables tributary_dev_salesdb → queries tributary-dev',
    'tables tributary_dev_salesdb_state → queries tributary-dev',
    'topics orders → connector orders-dynamodb',
    'topics orders → connector orders-iceberg',
    'topics pagila-avro.* → archive pagila-parquet',
    'topics pagila.* → archive pagila-archive',
    'topics salesdb.* → archive salesdb-archive',
    'topics salesdb.* → connector salesdb-dynamodb',
    'topics salesdb.* → connector salesdb-log',
    'topics salesdb.* → merges salesdb-redshift',
    'topics support-all.* → connector support-lake',
    'topics support.* → merges support-redshift',
  ]);
  const topics = flow.nodes.find(({ kind, name }) => kind === 'topics' && name === 'salesdb.*');
  expect(topics?.counts).toEqual({ topics: 7, partitions: 9 });
  expect(topics?.items).toContain('salesdb.salesdb.CUSTOMER');
  expect(flow.nodes.find(({ kind, name }) => kind === 'tables' && name.endsWith('salesdb'))?.items).toContain(
    'salesdb_customer',
  );
});

test('several databases, one of them nobody’s resource; a streaming job reads topics, others one archive', () => {
  expect(ways(flowOf(STRANGER))).toEqual([
    'archive events → bucket ArchiveBucket',
    'archive old-events → bucket ArchiveBucket',
    'bucket ArchiveBucket → job old-orders',
    'bucket ArchiveBucket → job people',
    'capture oldShop → topics oldShop.*',
    'capture shop → topics shop.*',
    'connector live-lines → items live-lines',
    'database legacy → capture oldShop',
    'database shop → capture shop',
    'job old-orders → tables tributary_stranger_oldshop',
    'job orders → tables tributary_stranger_shop',
    'job people → tables tributary_stranger_shop',
    'tables tributary_stranger_oldshop → queries tributary-stranger',
    'tables tributary_stranger_shop → queries tributary-stranger',
    'tables tributary_stranger_shop → queries tributary-stranger',
    'topics oldShop.* → archive old-events',
    'topics shop.* → archive events',
    'topics shop.* → connector live-lines',
    'topics shop.* → job orders',
  ]);
});

test('a log of changes is read by people, and by the job that merges tables from it', () => {
  expect(ways(flowOf(withStates(SMALL)))).toEqual([
    'archive raw → bucket ArchiveBucket',
    'bucket ArchiveBucket → job tables',
    'capture sales → topics sales.*',
    'connector log → log tributary_small_states_log',
    'database sales → capture sales',
    'job states → tables tributary_small_states_states',
    'job tables → tables tributary_small_states_sales',
    'log tributary_small_states_log → job states',
    'log tributary_small_states_log → queries tributary-small-states',
    'tables tributary_small_states_sales → queries tributary-small-states',
    'tables tributary_small_states_states → queries tributary-small-states',
    'topics sales.* → archive raw',
    'topics sales.* → connector log',
  ]);
});

test('five hundred tables are one part, and ids are those of one node each', () => {
  const { nodes } = flowOf(FIVE_HUNDRED_TABLES);
  expect(nodes.find(({ kind }) => kind === 'capture')).toMatchObject({ counts: { tables: 500 } });
  expect(nodes.length).toBeLessThan(10);
  expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
});

test('made-up rows begin at a generator, and items are tables of their own', () => {
  const { model, templates } = readSynthesized(environment('dev'));
  const flow = describeFlow(model, templates);
  expect(ways(flow)).toEqual(
    expect.arrayContaining([
      'capture orders → topics orders',
      'topics orders → connector orders-dynamodb',
      'connector orders-dynamodb → items orders-dynamodb',
    ]),
  );
  expect(flow.nodes.find(({ id }) => id.startsWith('items ') && id.includes('salesdb'))).toMatchObject({
    counts: { tables: 1 },
    items: ['kafka_salesdb.salesdb.SALES_ORDER'],
  });
});

test('topics that no capture writes now have their readers all the same', () => {
  const { model, templates } = readSynthesized(environment('dev'));
  const connectors = model.connectors.filter(({ capture }) => capture === undefined);
  expect(ways(describeFlow({ ...model, connectors }, templates))).toContain(
    'topics read by salesdb-archive → archive salesdb-archive',
  );
});

test('what only a run knows: servers, and the proofs of a walkthrough', () => {
  const { model, templates } = readSynthesized(environment('dev'));
  const connector = model.connectors.find(({ capture }) => capture === 'salesdb');
  const key = connector === undefined ? '' : resourceId(connector.resource);
  const { nodes } = describeFlow(model, templates, {
    servers: new Map([
      [key, 'connect-1'],
      ['topics', 'kafka'],
    ]),
    walkthroughs: new Map([[key, ['P1.1']]]),
  });
  expect(nodes.find(({ kind, name }) => kind === 'capture' && name === 'salesdb')).toMatchObject({
    server: 'connect-1',
    proofs: ['salesdb', 'P1.1'],
  });
  expect(nodes.find(({ kind }) => kind === 'topics')).toMatchObject({ server: 'kafka' });
  expect(nodes.find(({ kind }) => kind === 'database')).not.toHaveProperty('server');
});
