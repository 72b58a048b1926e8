import { LOOPBACK } from '../../processes/start-on-free-port';

/**
 * What Athena itself supplies: no template says it, so no override is needed for it. Taken from its documentation, with the local
 * addresses.
 */

/** Catalog under which Athena has the tables of the account's Data Catalog. */
export const DATA_CATALOG = 'awsdatacatalog';

/** Athena ends a statement after that, unless its quota was raised. */
const ATHENA_STATEMENT_MINUTES = 30;

export interface QueryEnginePlacement {
  readonly port: number;
  /** Folder whose folders are the connectors. */
  readonly pluginDirectory: string;
}

/** Settings of the engine, all of which Athena keeps to itself. */
export function queryEngineProperties({ port, pluginDirectory }: QueryEnginePlacement): Record<string, string> {
  return {
    'node.environment': 'local',
    'node.id': 'local',
    'node.bind-ip': LOOPBACK,
    'node.internal-address': LOOPBACK,
    coordinator: 'true',
    'node-scheduler.include-coordinator': 'true',
    'http-server.http.port': String(port),
    'http-server.log.enabled': 'false',
    'discovery.uri': `http://${LOOPBACK}:${port}`,
    'plugin.dir': pluginDirectory,
    // A static catalog is used seconds later than the server is ready.
    'catalog.management': 'dynamic',
    'query.max-run-time': `${ATHENA_STATEMENT_MINUTES}m`,
  };
}

const FILES = {
  'fs.native-s3.enabled': 'true',
  's3.path-style-access': 'true',
} as const;

/** Where the engine has what the Data Catalog says of Delta tables: Athena asks for them by `DATA_CATALOG` as well. */
const DELTA_CATALOG = 'delta';
/** The same for Iceberg tables. */
const ICEBERG_CATALOG = 'iceberg';

/**
 * Properties of the engine's catalogs, by their names. It reaches the Data Catalog and S3 by endpoint, region and credentials of
 * its environment.
 */
export function catalogProperties(): Record<string, Record<string, string>> {
  return {
    [DATA_CATALOG]: {
      'connector.name': 'hive',
      'hive.metastore': 'glue',
      ...FILES,
      'hive.delta-lake-catalog-name': DELTA_CATALOG,
      'hive.iceberg-catalog-name': ICEBERG_CATALOG,
      'hive.partition-projection-enabled': 'true',
      // Athena takes values by the names of columns, where it reads Parquet only if its table says so.
      'hive.parquet.use-column-names': 'true',
      // As Athena: a table may be made where its files are to be, and written to.
      'hive.non-managed-table-writes-enabled': 'true',
      'hive.non-managed-table-creates-enabled': 'true',
      'hive.recursive-directories': 'true',
    },
    [DELTA_CATALOG]: {
      'connector.name': 'delta_lake',
      'hive.metastore': 'glue',
      ...FILES,
      // A table may be deleted and made anew in its place: nothing that was read of the old one may answer for it.
      'delta.metadata.cache-ttl': '0s',
      'delta.metadata.live-files.cache-ttl': '0s',
    },
    [ICEBERG_CATALOG]: {
      'connector.name': 'iceberg',
      'iceberg.catalog.type': 'glue',
      ...FILES,
      // As of the other tables: what is there now is what answers.
      'iceberg.metadata-cache.enabled': 'false',
    },
  };
}
