import { archivePrefix, type Dataset, datasetProblems, tableId, topicName } from '../../connectors/dataset';
import { DATASETS } from '../../lib/config/datasets';

const customer: Dataset = { source: 'salesdb', schema: 'sales', table: 'CUSTOMER', keyColumns: ['CUST_ID'] };

describe('names', () => {
  test('follow from source, schema and table', () => {
    expect(tableId(customer)).toBe('sales.CUSTOMER');
    expect(topicName(customer)).toBe('salesdb.sales.CUSTOMER');
    expect(archivePrefix(customer)).toBe('salesdb.sales.CUSTOMER');
  });
});

describe('datasetProblems', () => {
  test.each(Object.entries(DATASETS))('%s is sound', (key, dataset) => {
    expect(datasetProblems(key, dataset)).toEqual([]);
  });

  test('fails for a table without a key', () => {
    expect(datasetProblems('customer', { ...customer, keyColumns: [] })).toEqual([
      '`datasets.customer.keyColumns` must name at least one column: without a key no change can be merged, got: []',
    ]);
  });

  test.each(['source', 'schema', 'table'] as const)('fails for an illegal %s', (property) => {
    expect(datasetProblems('customer', { ...customer, [property]: 'a b' })).toEqual([
      `\`datasets.customer.${property}\` must be a letter or _ followed by up to 62 letters, digits or _, got: a b`,
    ]);
  });

  test.each([0, -1, 1.5])('fails for %d partitions', (partitions) => {
    expect(datasetProblems('customer', { ...customer, partitions })).toEqual([
      `\`datasets.customer.partitions\` must be a whole number of at least 1, got: ${partitions}`,
    ]);
  });
});
