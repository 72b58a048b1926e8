import { Duration, Size } from 'aws-cdk-lib';
import { archive } from '../pipelines/archive';
import { delta } from '../pipelines/delta';
import { iceberg } from '../pipelines/iceberg';
import { icebergState } from '../pipelines/iceberg-state';
import { parquet } from '../pipelines/parquet';
import { redshift } from '../pipelines/redshift';
import type { EnvironmentConfig } from './environment';
import { PROD } from './environments/prod';
import { ITEMS, ONE_WORKER, ORDERS } from './environments/shared-parts';
import { PAGILA } from './tables/pagila';
import { SALESDB } from './tables/salesdb';
import { SUPPORT } from './tables/support';

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
    pagila: {
      kind: 'made',
      engine: 'postgres',
      database: 'pagila',
      tables: PAGILA,
      instanceType: 't4g.micro',
      allocatedStorage: Size.gibibytes(20),
      multiAz: false,
      backupRetention: Duration.days(1),
      slotWalLimit: Size.gibibytes(8),
      sample: 'pagila',
    },
  },
  streaming: {
    brokerInstanceType: 'm7g.large',
    brokersPerZone: 1,
    brokerStorage: Size.gibibytes(50),
    retention: Duration.days(3),
    maxRowSize: Size.mebibytes(8),
  },
  registry: {
    database: 'pagila',
    tasks: 1,
    compatibility: 'BACKWARD',
    mirrorRepository: 'apicurio/apicurio-registry',
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
    'support-all': {
      database: 'support',
      tables: 'all',
      readerId: 184_057,
      capacity: ONE_WORKER,
      sharedTopic: { undeclaredTables: 'capture' },
    },
    pagila: { database: 'pagila', tables: 'all', capacity: ONE_WORKER },
    'pagila-avro': {
      database: 'pagila',
      tables: ['actor', 'film', 'filmActor', 'category', 'filmCategory', 'language'],
      capacity: ONE_WORKER,
      avro: { shape: 'envelope' },
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
    'pagila-archive': {
      from: 'pagila',
      tables: 'all',
      to: archive({
        capacity: ONE_WORKER,
        maxTasks: 1,
        rotateRecords: 10_000,
        rotateSize: Size.mebibytes(16),
        rotateInterval: Duration.seconds(5),
      }),
    },
    'pagila-delta': {
      from: 'pagila-archive',
      tables: 'all',
      to: delta({
        mode: 'scheduled',
        every: Duration.hours(1),
        timeout: Duration.minutes(60),
        workerType: 'G.1X',
        workers: 2,
      }),
    },
    'pagila-parquet': {
      from: 'pagila-avro',
      tables: 'all',
      to: parquet({
        capacity: ONE_WORKER,
        maxTasks: 1,
        rotateRecords: 300,
        rotateSize: Size.mebibytes(16),
        rotateInterval: Duration.seconds(5),
        database: 'pagila_kafka_connect',
        tablePrefix: 'pagila',
        types: { film: { special_features: 'array<string>' } },
        refined: { film: { partitionedBy: 'rating', every: Duration.hours(1) } },
      }),
    },
    ...ITEMS,
    'orders-iceberg': {
      from: 'orders',
      tables: 'all',
      to: iceberg({ capacity: ONE_WORKER, maxTasks: 1, commitEvery: Duration.seconds(10), flatten: true }),
    },
    'salesdb-log': {
      from: 'salesdb',
      tables: ['customer', 'product', 'salesOrder'],
      to: iceberg({ capacity: ONE_WORKER, maxTasks: 1, commitEvery: Duration.seconds(10) }),
    },
    'salesdb-state': {
      from: 'salesdb-log',
      tables: 'all',
      to: icebergState({
        every: Duration.minutes(30),
        timeout: Duration.minutes(60),
        workerType: 'G.1X',
        workers: 2,
        // Orders change long after they came, wherever they lie.
        tables: { salesOrder: { writes: 'merge-on-read' } },
      }),
    },
    'support-lake': {
      from: 'support-all',
      tables: 'all',
      to: iceberg({
        capacity: ONE_WORKER,
        maxTasks: 1,
        commitEvery: Duration.seconds(10),
        undeclaredTables: 'text',
      }),
    },
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
  upkeep: {
    every: Duration.hours(24),
    timeout: Duration.hours(2),
    workerType: 'G.1X',
    workers: 2,
    retention: Duration.days(1),
  },
  serving: {
    athena: {
      bytesScannedCutoff: Size.gibibytes(10),
      resultRetention: Duration.days(7),
      queriedTables: {
        'salesdb-delta': ['customer'],
        'salesdb-log': ['product'],
        'salesdb-state': ['product'],
        'pagila-parquet': ['film'],
      },
    },
  },
  clientHost: { presence: 'present', instanceType: 't4g.micro' },
};

/** Every environment, in the order of promotion. All are always synthesized. */
export const ENVIRONMENTS: readonly EnvironmentConfig[] = [dev, PROD];
