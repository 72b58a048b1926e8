import type { CatalogInputs, P1Inputs } from '../../connectors/catalog';
import { DATASETS } from '../../lib/config/datasets';

export const P1_INPUTS: P1Inputs = {
  source: 'salesdb',
  sourceCapacity: { kind: 'provisioned', mcuCount: 1, workerCount: 1 },
  tables: ['customer', 'salesOrder'],
  archiveCapacity: { kind: 'provisioned', mcuCount: 1, workerCount: 1 },
  maxTasks: 2,
  rotateRecords: 300,
  rotateBytes: 1024,
  rotateIntervalMs: 60_000,
};

/** Inputs of a whole catalog, with plain values where a stack would put tokens. */
export const CATALOG_INPUTS: CatalogInputs = {
  namePrefix: 'tributary-test',
  region: 'eu-west-1',
  bootstrapServers: 'b-1.example:9098,b-2.example:9098',
  archiveBucketName: 'archive-bucket',
  retentionMs: 259_200_000,
  maxEventBytes: 8_388_608,
  sources: {
    salesdb: {
      hostname: 'db.example',
      port: '3306',
      cdcSecretName: 'CdcSecret-AbCdEfGh1234',
      heartbeatTable: 'salesdb.debezium_heartbeat',
      database: 'salesdb',
      serverId: 184_054,
    },
  },
  datasets: DATASETS,
  suspendedConnectors: [],
  p1: P1_INPUTS,
};
