import { generatedOrders, ordersDataset } from '../../connectors/sources/generated-orders';
import { DEFAULT_ORDER_SEED, DEFAULT_ORDER_TASKS, type GeneratedOrders } from '../config/capture';
import { ConnectorStack } from '../stacks/connector-stack';
import type { CaptureKind } from './capture-kind';

/** As the connector has it. */
const MOST_PER_SECOND = 1_000_000;

/** Orders that nobody placed. */
export const GENERATED_ORDERS: CaptureKind<GeneratedOrders> = {
  connectorSuffix: 'generator',
  problems: (key, capture) => captureProblems(`captures.${key}`, capture),
  tables: (key, { partitions }) => ({ orders: ordersDataset(key, partitions) }),
  sharedTopic: () => undefined,
  format: () => 'json',
  // Nothing changes.
  tellsRowsBefore: () => true,
  positions: () => undefined,
  connector: (capture, { name, datasets, retentionMs }) => {
    const [dataset] = datasets;
    return generatedOrders({
      name,
      dataset: dataset as (typeof datasets)[number],
      capacity: capture.capacity,
      tasks: capture.tasks ?? DEFAULT_ORDER_TASKS,
      seed: capture.seed ?? DEFAULT_ORDER_SEED,
      ordersPerSecond: capture.ordersPerSecond,
      orders: capture.orders,
      retentionMs,
    });
  },
  createStack: (scope, id, _, props) => new ConnectorStack(scope, id, { ...props, connectors: [props.connector] }),
};

function captureProblems(at: string, capture: GeneratedOrders): string[] {
  const {
    ordersPerSecond,
    orders = 1,
    tasks = DEFAULT_ORDER_TASKS,
    seed = DEFAULT_ORDER_SEED,
    partitions = 1,
  } = capture;
  return [
    ...Object.entries({ ordersPerSecond, orders, tasks, partitions })
      .filter(([, value]) => !Number.isSafeInteger(value) || value < 1)
      .map(([property, value]) => `\`${at}.${property}\` must be a whole number of at least 1, got: ${value}`),
    ...(ordersPerSecond <= MOST_PER_SECOND
      ? []
      : [`\`${at}.ordersPerSecond\` must be at most ${MOST_PER_SECOND}, got: ${ordersPerSecond}`]),
    ...(Number.isSafeInteger(seed) ? [] : [`\`${at}.seed\` must be a whole number, got: ${seed}`]),
  ];
}
