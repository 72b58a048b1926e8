import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { renderProperties } from '../../model/parse-properties';
import type { RuntimePaths } from '../../paths';
import { LOOPBACK, type PortPicker, startOnFreePorts } from '../../processes/start-on-free-port';
import type { Supervisor } from '../../processes/supervisor';
import { waitUntilReady } from '../../processes/wait-until-ready';
import { awsEnvironment } from '../../servers/aws-environment';
import { javaArguments } from '../../servers/java-command';
import type { QueryEngine, QueryResult } from '../../servers/local-server';
import { QueryError, runStatement, type StatementContext, withParameters } from './run-statement';
import { catalogProperties, DATA_CATALOG, queryEngineProperties } from './service-provided';

export const TRINO_VERSION = '476';

const READY_SECONDS = 180;
/** Asks the catalog, and needs the server to have found itself as a worker: it says that it has started before. */
const READY_STATEMENT = 'SELECT count(*) FROM information_schema.schemata';

const JAVA_OPTIONS = [
  '-Duser.timezone=UTC',
  '-XX:+ExitOnOutOfMemoryError',
  // Both are what the server needs and Java 25 would warn of at every start.
  '--enable-native-access=ALL-UNNAMED',
  '--sun-misc-unsafe-memory-access=allow',
];

export interface TrinoSpec {
  /** S3 and the Data Catalog. */
  readonly awsEndpoint: string;
  readonly region: string;
  /** A query that reads more fails, as in an Athena workgroup. Undefined for no limit. */
  readonly scanLimitBytes: bigint | undefined;
  readonly directory: string;
}

/** Starts the engine that Athena runs, on the local Data Catalog and S3. */
export function startTrino(
  supervisor: Supervisor,
  runtime: RuntimePaths,
  spec: TrinoSpec,
  pickPort: PortPicker,
): Promise<QueryEngine> {
  return startOnFreePorts(1, pickPort, async ([port = 0]) => {
    const configFile = writeConfig(runtime, spec.directory, port);
    const process = supervisor.start({
      name: 'trino',
      command: runtime.java25,
      args: javaArguments(
        [join(runtime.trino, 'lib')],
        spec.directory,
        'io.trino.server.TrinoServer',
        [],
        [...JAVA_OPTIONS, `-Dconfig=${configFile}`],
      ),
      env: { PATH: '/usr/bin:/bin', ...awsEnvironment(spec.awsEndpoint, spec.region) },
      // Catalogs are looked for in `etc/catalog` below it.
      cwd: spec.directory,
    });
    const url = `http://${LOOPBACK}:${port}`;
    let scanLimitBytes = spec.scanLimitBytes;
    const limitScans = (bytes: bigint | undefined): void => {
      scanLimitBytes = bytes;
    };
    const query: QueryEngine['query'] = async (sql, database, parameters = []) => {
      try {
        return await runLimited(withParameters(sql, parameters), url, database, scanLimitBytes);
      } catch (error) {
        throw process.endedWith() === undefined ? error : process.failure();
      }
    };
    const answer = (): Promise<QueryResult> => query(READY_STATEMENT, 'information_schema');
    await waitUntilReady(process, answer, READY_SECONDS);
    return { name: 'trino', kind: `Trino ${TRINO_VERSION}`, host: LOOPBACK, port, process, answer, query, limitScans };
  });
}

function writeConfig(runtime: RuntimePaths, directory: string, port: number): string {
  const catalogs = join(directory, 'etc', 'catalog');
  mkdirSync(catalogs, { recursive: true });
  for (const [name, properties] of Object.entries(catalogProperties())) {
    writeFileSync(join(catalogs, `${name}.properties`), renderProperties(properties));
  }
  const configFile = join(directory, 'etc', 'config.properties');
  const pluginDirectory = join(runtime.trino, 'plugin');
  writeFileSync(configFile, renderProperties(queryEngineProperties({ port, pluginDirectory })));
  return configFile;
}

async function runLimited(
  sql: string,
  url: string,
  database: string,
  scanLimitBytes: bigint | undefined,
): Promise<QueryResult> {
  const session: Record<string, string> =
    scanLimitBytes === undefined ? {} : { query_max_scan_physical_bytes: `${scanLimitBytes}B` };
  const context: StatementContext = { url, catalog: DATA_CATALOG, schema: database, session };
  const { columns, rows, scannedBytes } = await runStatement(sql, context);
  // The server looks once a second only: a quick query is over by then.
  if (scanLimitBytes !== undefined && scannedBytes > scanLimitBytes) {
    throw new QueryError(sql, `it read ${scannedBytes} bytes, the workgroup's limit is ${scanLimitBytes}`);
  }
  return { columns, rows };
}
