import { followedTopics, topicName } from '../../../connectors/dataset';
import { generatedOrders, ordersDataset } from '../../../connectors/sources/generated-orders';

const INPUTS = {
  name: 'tributary-dev-orders-generator',
  dataset: ordersDataset('orders', 2),
  capacity: { kind: 'provisioned', mcuCount: 1, workerCount: 1 },
  tasks: 2,
  seed: 7,
  ordersPerSecond: 50,
  retentionMs: 259_200_000,
} as const;

test('renders the whole specification', () => {
  expect(generatedOrders(INPUTS)).toMatchSnapshot();
});

test('without a number of orders they have no end', () => {
  expect(generatedOrders(INPUTS).config['count']).toBe('-1');
  expect(generatedOrders({ ...INPUTS, orders: 1000 }).config['count']).toBe('1000');
});

test('their topic is that of the capture, and nobody tells of snapshots', () => {
  const dataset = ordersDataset('shop');
  expect(topicName(dataset)).toBe('shop');
  expect(followedTopics([dataset])).toEqual(['shop']);
});
