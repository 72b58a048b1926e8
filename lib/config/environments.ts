import { Duration, Size } from 'aws-cdk-lib';
import type { ConnectorCapacity } from '../../connectors/connector-spec';
import { archive } from '../pipelines/archive';
import { delta } from '../pipelines/delta';
import { dynamodb } from '../pipelines/dynamodb';
import { redshift } from '../pipelines/redshift';
import type { GeneratedOrders } from './capture';
import type { EnvironmentConfig, PipelineConfig } from './environment';
import { SALESDB } from './tables/salesdb';
import { SUPPORT } from './tables/support';
import { tablesWith } from './tables-with';

/** The least that MSK Connect has. */
const ONE_WORKER: ConnectorCapacity = { kind: 'provisioned', mcuCount: 1, workerCount: 1 };

/** A few, so that all of them can be looked for at the other end. */
const ORDERS: GeneratedOrders = { kind: 'generated-orders', ordersPerSecond: 50, orders: 1000, capacity: ONE_WORKER };

/** Newest orders by key, of the database and made-up ones. */
const ITEMS: Readonly<Record<string, PipelineConfig>> = {
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

/** Cheapest that works: still three zones, for a cluster of one or two cannot show what a broker's loss does. */
const dev: EnvironmentConfig = {
  name: 'dev',
  accountRequired: false,
  region: 'us-east-1',
  availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  dataProtection: 'destroy',
  encryption: 'aws-managed',
  logRetention: Duration.days(7),
  network: { kind: 'made', cidr: '10.192.0.0/16', natGateways: 0, endpointZones: 1, flowLogs: false },
  databases: {
    salesdb: {
      kind: 'made',
      engine: 'mysql',
      database: 'salesdb',
      tables: SALESDB,
      instanceType: 't4g.medium',
      allocatedStorage: Size.gibibytes(20),
      multiAz: false,
      backupRetention: Duration.days(1),
      binlogRetention: Duration.hours(72),
      sample: 'salesdb',
    },
    support: {
      kind: 'made',
      engine: 'mysql',
      database: 'support',
      tables: SUPPORT,
      instanceType: 't4g.micro',
      allocatedStorage: Size.gibibytes(20),
      multiAz: false,
      backupRetention: Duration.days(1),
      binlogRetention: Duration.hours(72),
      sample: 'support',
    },
  },
  streaming: {
    brokerInstanceType: 'm7g.large',
    brokersPerZone: 1,
    brokerStorage: Size.gibibytes(50),
    retention: Duration.days(3),
    maxRowSize: Size.mebibytes(8),
  },
  captures: {
    salesdb: {
      database: 'salesdb',
      tables: 'all',
      readerId: 184_054,
      capacity: { kind: 'provisioned', mcuCount: 1, workerCount: 1 },
    },
    support: {
      database: 'support',
      tables: 'all',
      readerId: 184_056,
      capacity: ONE_WORKER,
    },
    orders: ORDERS,
  },
  pipelines: {
    'salesdb-archive': {
      from: 'salesdb',
      tables: 'all',
      to: archive({
        capacity: { kind: 'provisioned', mcuCount: 1, workerCount: 1 },
        maxTasks: 2,
        rotateRecords: 20_000,
        rotateSize: Size.mebibytes(16),
        rotateInterval: Duration.seconds(5),
      }),
    },
    'salesdb-delta': {
      from: 'salesdb-archive',
      tables: 'all',
      to: delta({
        mode: 'scheduled',
        every: Duration.minutes(30),
        timeout: Duration.minutes(60),
        workerType: 'G.1X',
        workers: 3,
      }),
    },
    ...ITEMS,
    'salesdb-redshift': {
      from: 'salesdb',
      tables: ['customer', 'salesOrder'],
      to: redshift({ autoRefresh: false, mergeEvery: Duration.minutes(5) }),
    },
    'support-redshift': {
      from: 'support',
      tables: 'all',
      to: redshift({ autoRefresh: false, mergeEvery: Duration.minutes(5) }),
    },
  },
  warehouse: { kind: 'made', baseCapacity: 8 },
  serving: {
    athena: {
      bytesScannedCutoff: Size.gibibytes(10),
      resultRetention: Duration.days(7),
      queriedTables: { 'salesdb-delta': ['customer'] },
    },
  },
  clientHost: { presence: 'present', instanceType: 't4g.micro' },
};

/** Survives the loss of a zone, keeps its data when stacks go, and holds its own keys. */
const prod: EnvironmentConfig = {
  name: 'prod',
  accountRequired: true,
  region: 'us-east-1',
  availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  dataProtection: 'retain',
  encryption: 'customer-managed',
  logRetention: Duration.days(90),
  network: { kind: 'made', cidr: '10.193.0.0/16', natGateways: 0, endpointZones: 3, flowLogs: true },
  databases: {
    salesdb: {
      kind: 'made',
      engine: 'aurora-mysql',
      database: 'salesdb',
      // Any instance of the cluster may take over; the log is the cluster's and goes on.
      tables: tablesWith(SALESDB, { unknownServer: 'follow' }),
      instanceType: 'r7g.large',
      allocatedStorage: Size.gibibytes(100),
      multiAz: true,
      backupRetention: Duration.days(14),
      binlogRetention: Duration.days(7),
    },
    support: {
      kind: 'made',
      engine: 'aurora-mysql',
      database: 'support',
      tables: tablesWith(SUPPORT, { unknownServer: 'follow' }),
      instanceType: 't4g.medium',
      allocatedStorage: Size.gibibytes(20),
      multiAz: true,
      backupRetention: Duration.days(14),
      binlogRetention: Duration.days(7),
    },
  },
  streaming: {
    brokerInstanceType: 'm7g.large',
    brokersPerZone: 1,
    brokerStorage: Size.gibibytes(500),
    retention: Duration.days(7),
    maxRowSize: Size.mebibytes(8),
  },
  captures: {
    salesdb: {
      database: 'salesdb',
      tables: 'all',
      readerId: 184_055,
      capacity: { kind: 'provisioned', mcuCount: 2, workerCount: 1 },
    },
    support: {
      database: 'support',
      tables: 'all',
      readerId: 184_057,
      capacity: ONE_WORKER,
    },
    orders: ORDERS,
  },
  pipelines: {
    'salesdb-archive': {
      from: 'salesdb',
      tables: 'all',
      to: archive({
        capacity: { kind: 'provisioned', mcuCount: 1, workerCount: 2 },
        maxTasks: 8,
        rotateRecords: 100_000,
        rotateSize: Size.mebibytes(64),
        rotateInterval: Duration.seconds(30),
      }),
    },
    'salesdb-delta': {
      from: 'salesdb-archive',
      tables: 'all',
      to: delta({
        mode: 'scheduled',
        every: Duration.minutes(10),
        timeout: Duration.minutes(60),
        workerType: 'G.1X',
        workers: 5,
      }),
    },
    ...ITEMS,
    'salesdb-redshift': {
      from: 'salesdb',
      tables: ['customer', 'salesOrder'],
      to: redshift({ autoRefresh: true, mergeEvery: Duration.minutes(1) }),
    },
    'support-redshift': {
      from: 'support',
      tables: 'all',
      to: redshift({ autoRefresh: true, mergeEvery: Duration.minutes(1) }),
    },
  },
  warehouse: { kind: 'made', baseCapacity: 8 },
  serving: {
    athena: {
      bytesScannedCutoff: Size.gibibytes(1024),
      resultRetention: Duration.days(30),
      queriedTables: { 'salesdb-delta': ['customer'] },
    },
  },
  clientHost: { presence: 'present', instanceType: 't4g.micro' },
};

/** Every environment, in the order of promotion. All are always synthesized. */
export const ENVIRONMENTS: readonly EnvironmentConfig[] = [dev, prod];
