import type { Dataset } from '../../../connectors/dataset';
import { type DynamoDbInputs, dynamoDb, itemTableName } from '../../../connectors/sinks/dynamodb';
import { ordersDataset } from '../../../connectors/sources/generated-orders';
import { DATASETS } from '../../fixtures/datasets';

const { customer, customerSite } = DATASETS;

const INPUTS: DynamoDbInputs = {
  name: 'tributary-dev-salesdb-dynamodb',
  region: 'us-east-1',
  tableNameFormat: 'kafka_${topic}',
  tables: [
    { dataset: customer as Dataset, hash: 'CUST_ID', sort: undefined },
    {
      dataset: { ...(customerSite as Dataset), epochs: [{ 0: 1234 }], truncate: 'ignore', unknownServer: 'follow' },
      hash: 'SITE_ID',
      sort: 'CUST_ID',
    },
  ],
  capacity: { kind: 'provisioned', mcuCount: 1, workerCount: 1 },
  maxTasks: 2,
  deletes: 'tombstone',
  tombstoneRetentionMs: 604_800_000,
  flatten: false,
  maxEventBytes: 17_825_792,
};

test('renders the whole specification', () => {
  expect(dynamoDb(INPUTS)).toMatchSnapshot();
});

test('rows by themselves are told from changes, and are flattened where that is asked for', () => {
  const tables = [{ dataset: ordersDataset('orders'), hash: 'orderid', sort: undefined }];
  const { config } = dynamoDb({ ...INPUTS, tables, flatten: true });
  expect(config).toMatchObject({
    envelope: 'none',
    topics: 'orders',
    'topic.orders.hash': 'value.orderid',
    transforms: 'flatten',
    'transforms.flatten.type': 'org.apache.kafka.connect.transforms.Flatten$Value',
    'transforms.flatten.delimiter': '_',
  });
});

test('a table is named after its topic wherever the format has it', () => {
  expect(itemTableName('${topic}_of_${topic}', 'a.b')).toBe('a.b_of_a.b');
});
