import { Duration } from 'aws-cdk-lib';
import type { Table } from '../../../connectors/dataset';
import type { EnvironmentConfig, PipelineConfig } from '../../../lib/config/environment';
import { tablesWith } from '../../../lib/config/tables-with';
import { DESTINATION_KINDS } from '../../../lib/pipelines/kinds';
import { planPlatform } from '../../../lib/pipelines/platform-plan';
import { type RedshiftOptions, redshift } from '../../../lib/pipelines/redshift';
import { TABLES } from '../../fixtures/datasets';
import { ORDERS, REDSHIFT_OPTIONS, SMALL, withWarehouse } from '../../fixtures/environments';
import { manyTables } from '../../fixtures/five-hundred-tables';

/** So many columns beside those that a table has. */
function manyColumns(count: number): Table['columns'] {
  return Object.fromEntries([...Array(count).keys()].map((index) => [`COLUMN_NUMBER_${index}`, 'DECIMAL(12,2)']));
}

const problems = (config: EnvironmentConfig) => () => planPlatform(config, DESTINATION_KINDS);
const withTable = (table: Partial<Table>, tables: Record<string, Table> = TABLES): EnvironmentConfig => ({
  ...withWarehouse(SMALL),
  databases: { sales: { ...SMALL.databases['sales'], tables: tablesWith(tables, table) } } as never,
});
const second: PipelineConfig = { from: 'sales', tables: ['customer'], to: redshift(REDSHIFT_OPTIONS) };
const options = (changes: Partial<RedshiftOptions>): EnvironmentConfig => withWarehouse(SMALL, changes);

test.each<[string, EnvironmentConfig, string]>([
  [
    'without a warehouse',
    { ...withWarehouse(SMALL), warehouse: undefined } as never,
    '`warehouse` must say where `pipelines.live` leads to, got: none',
  ],
  [
    'where merges are too close',
    options({ mergeEvery: Duration.seconds(30) }),
    '`pipelines.live.to.mergeEvery` must be 1 to 1440 whole minutes, got: 0.5 minutes',
  ],
  ['in a schema of Redshift', options({ schema: 'pg_live' }), '`pipelines.live.to.schema` must be'],
  [
    'in a schema of topics',
    options({ schema: 'sales__topics' }),
    "without __, and none of Redshift's own, got: sales__topics",
  ],
  [
    'in a schema of another pipeline',
    { ...withWarehouse(SMALL), pipelines: { ...withWarehouse(SMALL).pipelines, second } },
    '`pipelines.second.to.schema` must be one that no other pipeline has (live does), got: sales',
  ],
  [
    'of records without a log',
    {
      ...withWarehouse(SMALL, {}, { from: 'orders', tables: 'all' }),
      captures: { ...SMALL.captures, orders: ORDERS },
    },
    '`pipelines.live.to` must be a kind that takes rows without a log, for by their places in one a table is kept, got: redshift of orders',
  ],
  [
    'where two tables would be one',
    withTable({}, { ...TABLES, salesOrder: { ...TABLES.salesOrder, lakeName: 'customer' } }),
    '`pipelines.live.tables` must be called differently in the warehouse; a `lakeName` tells them apart, got twice: customer',
  ],
  [
    'of a table that is called as what is beside one',
    withTable({}, { ...TABLES, salesOrder: { ...TABLES.salesOrder, lakeName: 'customer__deleted' } }),
    'a `lakeName` says another name, got: salesdb.SALES_ORDER as customer__deleted',
  ],
  [
    'of a topic whose name is none in Redshift',
    withTable({}, { ...TABLES, customer: { ...TABLES.customer, schema: 's'.repeat(64), table: 'T'.repeat(64) } }),
    "`pipelines.live.tables` must have topics of up to 127 characters, as Redshift's names, got: sales.ss",
  ],
  [
    'of a table whose procedure is longer than a statement may be',
    withTable(
      {},
      {
        ...TABLES,
        customer: { ...TABLES.customer, columns: { ...TABLES.customer.columns, ...manyColumns(600) } },
      },
    ),
    'got: customer: `columns` must make statements of at most 200000 characters, got ',
  ],
  [
    'of more tables than a stack holds',
    {
      ...withTable({}, manyTables(201)),
      pipelines: { live: { ...second, tables: 'all' } },
      serving: { athena: { ...SMALL.serving.athena, queriedTables: {} } },
    },
    '`pipelines.live.tables` must be at most 200; a second pipeline with another `schema` can take some of them, got: 201',
  ],
])('%s fails', (_, config, problem) => {
  expect(problems(config)).toThrow(problem);
});
