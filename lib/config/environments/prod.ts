import { Duration, Size } from 'aws-cdk-lib';
import { archive } from '../../pipelines/archive';
import { delta } from '../../pipelines/delta';
import { redshift } from '../../pipelines/redshift';
import type { EnvironmentConfig } from '../environment';
import { PAGILA } from '../tables/pagila';
import { SALESDB } from '../tables/salesdb';
import { SUPPORT } from '../tables/support';
import { tablesWith } from '../tables-with';
import { ITEMS, ONE_WORKER, ORDERS } from './shared-parts';

/** Survives the loss of a zone, keeps its data when stacks go, and holds its own keys. */
export const PROD: EnvironmentConfig = {
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
    pagila: {
      kind: 'made',
      engine: 'postgres',
      database: 'pagila',
      tables: PAGILA,
      instanceType: 'r7g.large',
      allocatedStorage: Size.gibibytes(100),
      multiAz: true,
      backupRetention: Duration.days(14),
      slotWalLimit: Size.gibibytes(40),
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
    pagila: { database: 'pagila', tables: 'all', capacity: ONE_WORKER },
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
    'pagila-archive': {
      from: 'pagila',
      tables: 'all',
      to: archive({
        capacity: { kind: 'provisioned', mcuCount: 1, workerCount: 2 },
        maxTasks: 6,
        rotateRecords: 100_000,
        rotateSize: Size.mebibytes(64),
        rotateInterval: Duration.seconds(30),
      }),
    },
    'pagila-delta': {
      from: 'pagila-archive',
      tables: 'all',
      to: delta({
        mode: 'scheduled',
        every: Duration.minutes(10),
        timeout: Duration.minutes(60),
        workerType: 'G.1X',
        workers: 3,
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
  upkeep: {
    every: Duration.hours(24),
    timeout: Duration.hours(6),
    workerType: 'G.1X',
    workers: 5,
    retention: Duration.days(7),
  },
  serving: {
    athena: {
      bytesScannedCutoff: Size.gibibytes(1024),
      resultRetention: Duration.days(30),
      queriedTables: { 'salesdb-delta': ['customer'] },
    },
  },
  clientHost: { presence: 'present', instanceType: 't4g.micro' },
};
