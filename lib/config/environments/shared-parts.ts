import type { ConnectorCapacity } from '../../../connectors/connector-spec';
import { dynamodb } from '../../pipelines/dynamodb';
import type { GeneratedOrders } from '../capture';
import type { PipelineConfig } from '../environment';

/** The least that MSK Connect has. */
export const ONE_WORKER: ConnectorCapacity = { kind: 'provisioned', mcuCount: 1, workerCount: 1 };

/** A few, so that all of them can be looked for at the other end. */
export const ORDERS: GeneratedOrders = {
  kind: 'generated-orders',
  ordersPerSecond: 50,
  orders: 1000,
  capacity: ONE_WORKER,
};

/** Newest orders by key, of the database and made-up ones. */
export const ITEMS: Readonly<Record<string, PipelineConfig>> = {
  'salesdb-dynamodb': {
    from: 'salesdb',
    tables: ['salesOrder'],
    to: dynamodb({
      capacity: ONE_WORKER,
      maxTasks: 1,
      // Beside its number, an order is looked for by its site.
      keys: { salesOrder: { hash: 'ORDER_ID', sort: 'SITE_ID' } },
    }),
  },
  'orders-dynamodb': {
    from: 'orders',
    tables: 'all',
    to: dynamodb({ capacity: ONE_WORKER, maxTasks: 1, flatten: true }),
  },
};
