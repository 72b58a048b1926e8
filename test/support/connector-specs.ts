import type { ConnectorSpec } from '../../connectors/connector-spec';
import { dynamoDb } from '../../connectors/sinks/dynamodb';
import { icebergTables, TARGET_FIELD } from '../../connectors/sinks/iceberg-tables';
import { type S3ArchiveInputs, s3Archive } from '../../connectors/sinks/s3-archive';
import { notificationsDataset } from '../../connectors/sources/debezium-topics';
import { generatedOrders, ordersDataset } from '../../connectors/sources/generated-orders';
import { type MysqlCdcInputs, mysqlCdc } from '../../connectors/sources/mysql-cdc';
import { DATASETS } from '../fixtures/datasets';

const SHARED = {
  region: 'eu-west-1',
  capacity: { kind: 'provisioned', mcuCount: 1, workerCount: 1 },
  maxEventBytes: 8_388_608,
} as const;

/** What a capture of the sample's tables has, with plain values where a stack would put tokens. */
export const SOURCE_INPUTS: MysqlCdcInputs = {
  ...SHARED,
  name: 'tributary-test-salesdb-cdc',
  topicPrefix: 'salesdb',
  hostname: 'db.example',
  port: '3306',
  secretName: 'CdcSecret-AbCdEfGh1234',
  serverId: 184_054,
  datasets: Object.values(DATASETS),
  bootstrapServers: 'b-1.example:9098,b-2.example:9098',
  heartbeatTable: 'salesdb.debezium_heartbeat',
  retentionMs: 259_200_000,
};

/** What an archive of some of them has. */
export const SINK_INPUTS: S3ArchiveInputs = {
  ...SHARED,
  name: 'tributary-test-salesdb-archive',
  bucketName: 'archive-bucket',
  datasets: [DATASETS.customer, DATASETS.salesOrder],
  maxTasks: 2,
  rotateRecords: 300,
  rotateBytes: 1024,
  rotateIntervalMs: 60_000,
};

/** A capture of the sample's tables, and the archive of some of them. */
export function connectorSpecs(
  changes: Partial<Pick<MysqlCdcInputs, 'secretName' | 'maxEventBytes'>> = {},
): readonly [source: ConnectorSpec, sink: ConnectorSpec] {
  return [mysqlCdc({ ...SOURCE_INPUTS, ...changes }), s3Archive({ ...SINK_INPUTS, ...changes })];
}

/** A connector of every kind that there is: sources, and sinks that read from them. */
export function allConnectorSpecs(): readonly ConnectorSpec[] {
  const dataset = ordersDataset('orders');
  const items = {
    ...SHARED,
    tableNameFormat: 'kafka_${topic}',
    maxTasks: 1,
    deletes: 'tombstone',
    tombstoneRetentionMs: 604_800_000,
  } as const;
  const rows = {
    ...SHARED,
    bootstrapServers: SOURCE_INPUTS.bootstrapServers,
    database: 'lake',
    catalog: { kind: 'glue', warehouse: 's3://lake-bucket/iceberg' },
    evolution: 'create-and-evolve',
    maxTasks: 1,
    commitIntervalMs: 60_000,
    flushIntervalMs: 5_000,
  } as const;
  return [
    ...connectorSpecs(),
    generatedOrders({
      ...SHARED,
      name: 'tributary-test-orders-generator',
      dataset,
      tasks: 1,
      seed: 1,
      ordersPerSecond: 1,
      retentionMs: 259_200_000,
    }),
    dynamoDb({
      ...items,
      name: 'tributary-test-salesdb-dynamodb',
      tables: [{ dataset: DATASETS.salesOrder, hash: 'ORDER_ID', sort: 'SITE_ID' }],
      flatten: false,
    }),
    dynamoDb({
      ...items,
      name: 'tributary-test-orders-dynamodb',
      tables: [{ dataset, hash: 'orderid', sort: undefined }],
      flatten: true,
    }),
    icebergTables({
      ...rows,
      name: 'tributary-test-orders-iceberg',
      tables: [{ dataset, partitionBy: [] }],
      routing: { kind: 'single' },
      flatten: true,
    }),
    icebergTables({
      ...rows,
      name: 'tributary-test-salesdb-iceberg',
      tables: [DATASETS.customer, notificationsDataset('salesdb')].map((each) => ({ dataset: each, partitionBy: [] })),
      routing: { kind: 'dynamic', field: TARGET_FIELD },
      flatten: false,
    }),
  ];
}
