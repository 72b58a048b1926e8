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

/** Where the engine has what the Data Catalog says of Iceberg tables: Athena asks for them by `DATA_CATALOG` as well. */
export const ICEBERG_CATALOG = 'iceberg';

/** How the engine reaches the Data Catalog and S3; endpoint, region and credentials come from its environment. */
export function dataCatalogProperties(): Record<string, string> {
  return {
    'connector.name': 'delta_lake',
    'hive.metastore': 'glue',
    ...FILES,
    // So it is called that tables of other formats are handed on to.
    'delta.hive-catalog-name': ICEBERG_CATALOG,
    // A table may be deleted and made anew in its place: nothing that was read of the old one may answer for it.
    'delta.metadata.cache-ttl': '0s',
    'delta.metadata.live-files.cache-ttl': '0s',
  };
}

/** The same for Iceberg tables. */
export function icebergCatalogProperties(): Record<string, string> {
  return {
    'connector.name': 'iceberg',
    'iceberg.catalog.type': 'glue',
    ...FILES,
    // As of the other tables: what is there now is what answers.
    'iceberg.metadata-cache.enabled': 'false',
  };
}
