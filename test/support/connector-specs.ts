import type { ConnectorSpec } from '../../connectors/connector-spec';
import { type S3ArchiveInputs, s3Archive } from '../../connectors/sinks/s3-archive';
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

/** A connector of every kind that there is: sources, then the sinks that read from them. */
export function connectorSpecs(
  changes: Partial<Pick<MysqlCdcInputs, 'secretName' | 'maxEventBytes'>> = {},
): readonly [source: ConnectorSpec, sink: ConnectorSpec] {
  return [mysqlCdc({ ...SOURCE_INPUTS, ...changes }), s3Archive({ ...SINK_INPUTS, ...changes })];
}
