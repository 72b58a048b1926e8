import { Match, Template } from 'aws-cdk-lib/assertions';
import { type Dataset, sourcesOf } from '../../../connectors/dataset';
import { DataCatalog } from '../../../lib/lake/data-catalog';
import { catalogColumns } from '../../../lib/lake/delta-table';
import { TablesBucket } from '../../../lib/lake/tables-bucket';
import { DATASETS } from '../../fixtures/datasets';
import { DESTROY } from '../../support/data-policy';
import { testStack } from '../../support/test-app';

function create(datasets: readonly Dataset[], namePrefix = 'tributary_test') {
  const stack = testStack();
  const tables = new TablesBucket(stack, 'Tables', { dataPolicy: DESTROY });
  const catalog = new DataCatalog(stack, 'Catalog', { namePrefix, tables, sources: sourcesOf(datasets) });
  catalog.addTables(catalog, datasets);
  return { stack, catalog };
}

const LOCATION = (table: string) => ({ 'Fn::Join': ['', ['s3://', { Ref: Match.anyValue() }, `/delta/${table}`]] });

describe('defaults', () => {
  const { stack, catalog } = create([DATASETS.customer, DATASETS.salesOrderDetail]);
  const resources = Template.fromStack(stack);

  test('a database per source', () => {
    resources.resourceCountIs('AWS::Glue::Database', 1);
    resources.hasResourceProperties('AWS::Glue::Database', {
      CatalogId: { Ref: 'AWS::AccountId' },
      DatabaseInput: { Name: 'tributary_test_salesdb' },
    });
  });

  test('a table is known as Delta to Athena, Spark and Trino, and all find its log', () => {
    resources.hasResourceProperties('AWS::Glue::Table', {
      CatalogId: { Ref: 'AWS::AccountId' },
      DatabaseName: { Ref: Match.stringLikeRegexp('^CatalogDatabase') },
      TableInput: {
        Name: 'salesdb_customer',
        TableType: 'EXTERNAL_TABLE',
        Parameters: {
          EXTERNAL: 'TRUE',
          classification: 'delta',
          'spark.sql.sources.provider': 'delta',
        },
        PartitionKeys: [],
        StorageDescriptor: {
          Location: LOCATION('salesdb_customer'),
          SerdeInfo: { Parameters: { path: LOCATION('salesdb_customer') } },
        },
      },
    });
  });

  test('its columns are those of its log: the key, the position, the rest', () => {
    resources.hasResourceProperties('AWS::Glue::Table', {
      TableInput: {
        Name: 'salesdb_sales_order_detail',
        StorageDescriptor: {
          Columns: [
            { Name: 'order_id', Type: 'bigint' },
            { Name: 'line_number', Type: 'int' },
            { Name: '__position', Type: 'string' },
            { Name: 'product_id', Type: 'bigint' },
            { Name: 'quantity', Type: 'int' },
            { Name: 'unit_price', Type: 'decimal(10,2)' },
            { Name: 'discount', Type: 'decimal(5,4)' },
            { Name: 'tax', Type: 'decimal(10,2)' },
          ],
        },
      },
    });
  });

  test('a table is found by its dataset', () => {
    expect(stack.resolve(catalog.table(DATASETS.customer).databaseName)).toEqual({
      Ref: expect.stringMatching(/^CatalogDatabase/),
    });
    expect(stack.resolve(catalog.table(DATASETS.customer).tableName)).toEqual({ Ref: expect.any(String) });
  });
});

describe('options', () => {
  test('what is no name in Athena becomes one', () => {
    const { stack } = create([{ ...DATASETS.customer, source: 'SalesDb' }], 'tributary_blue-green');
    Template.fromStack(stack).hasResourceProperties('AWS::Glue::Database', {
      DatabaseInput: { Name: 'tributary_blue_green_salesdb' },
    });
  });

  test('tables of two sources lie in two databases', () => {
    const { stack } = create([DATASETS.customer, { ...DATASETS.supplier, source: 'crm', schema: 'crm' }]);
    Template.fromStack(stack).resourceCountIs('AWS::Glue::Database', 2);
  });

  test('the key comes first in the order of the key', () => {
    const dataset: Dataset = { ...DATASETS.salesOrderDetail, keyColumns: ['LINE_NUMBER', 'ORDER_ID'] };
    const [table] = Object.values(Template.fromStack(create([dataset]).stack).findResources('AWS::Glue::Table'));
    const columns = table?.['Properties'].TableInput.StorageDescriptor.Columns as { Name: string }[];
    expect(columns.slice(0, 3).map(({ Name }) => Name)).toEqual(['line_number', 'order_id', '__position']);
  });
});

test('a column has its own name and type, whatever the source calls it and whether it still has it', () => {
  const dataset: Dataset = {
    ...DATASETS.customer,
    columns: {
      CUST_ID: { type: 'BIGINT', from: 'customer id' },
      PRICE: { type: 'DECIMAL(10,2)', from: ['unit price', 'p(eur)'] },
      NOTE: { type: 'STRING', dropped: true },
    },
  };
  expect(catalogColumns(dataset)).toEqual([
    { name: 'cust_id', type: 'bigint' },
    { name: '__position', type: 'string' },
    { name: 'price', type: 'decimal(10,2)' },
    { name: 'note', type: 'string' },
  ]);
});

describe('fails', () => {
  test('for two datasets with one table', () => {
    expect(() => create([DATASETS.customer, { ...DATASETS.customer, source: 'crm', table: 'customer' }])).toThrow(
      'Test/Catalog: `datasets` must have tables of their own, got twice: salesdb_customer',
    );
  });

  test('for a dataset without table', () => {
    expect(() => create([DATASETS.customer]).catalog.table(DATASETS.supplier)).toThrow(
      'Test/Catalog: `table` must be one of salesdb_customer, got: salesdb_supplier',
    );
  });

  test('for a name that Athena does not take', () => {
    expect(() => create([DATASETS.customer], '1')).toThrow(
      '`databaseName` must be a lower-case letter followed by up to 127 lower-case letters, digits or _, got: 1_salesdb',
    );
  });
});
