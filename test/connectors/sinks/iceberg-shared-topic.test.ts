import { icebergTableProblems } from '../../../connectors/sinks/iceberg-problems';
import { type IcebergTablesInputs, icebergTables, TARGET_FIELD } from '../../../connectors/sinks/iceberg-tables';
import { DATASETS } from '../../fixtures/datasets';
import { CHANGES } from '../../fixtures/iceberg';

const SHARED: IcebergTablesInputs = {
  ...CHANGES,
  sharedTopic: 'shop.all_records',
  tables: [
    { dataset: DATASETS.customer, partitionBy: [] },
    { dataset: DATASETS.salesOrder, partitionBy: [] },
  ],
  routing: { kind: 'dynamic', field: TARGET_FIELD },
};

test('tables that nobody declared are refused, as is every key about them', () => {
  const { config } = icebergTables(SHARED);
  expect(config).toMatchObject({ topics: 'shop.all_records', 'iceberg.tables.dynamic-enabled': 'true' });
  expect(Object.keys(config).filter((key) => key.includes('undeclared'))).toEqual([]);
  expect(icebergTableProblems('to', SHARED)).toEqual([]);
});

test('or are made as they come up, of texts', () => {
  const inputs = { ...SHARED, undeclaredTables: 'text' } as const;
  expect(icebergTables(inputs).config['transforms.rows.undeclared.tables']).toBe('lake.${schema}_${table}');
  expect(icebergTableProblems('to', inputs)).toEqual([]);
});

describe('where tables are listed', () => {
  const listed = {
    ...SHARED,
    tables: SHARED.tables.map((table) => ({ ...table, routePattern: `lake\\.${table.dataset.table.toLowerCase()}` })),
    routing: { kind: 'listed', field: TARGET_FIELD },
  } as const;

  test('each is found by its pattern, and the others are left out', () => {
    const inputs = { ...listed, undeclaredTables: 'leave' } as const;
    const spec = icebergTables(inputs);
    expect(spec.consumes).toEqual(['shop.all_records']);
    expect(spec.config).toMatchObject({
      topics: 'shop.all_records',
      'iceberg.tables': 'lake.salesdb_customer,lake.salesdb_sales_order',
      'iceberg.table.lake.salesdb_customer.route-regex': 'lake\\.customer',
      'iceberg.tables.route-field': '_row.target',
      'transforms.rows.undeclared.records': 'leave',
    });
    expect(icebergTableProblems('to', inputs)).toEqual([]);
  });

  test('no others are made', () => {
    expect(icebergTableProblems('to', { ...listed, undeclaredTables: 'text' })).toEqual([
      '`to.undeclaredTables` must not be text where tables are listed, for rows of others are in none of these, got: text',
    ]);
  });
});
