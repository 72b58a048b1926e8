import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { renderProperties } from '../../model/parse-properties';
import type { RuntimePaths } from '../../paths';
import { LOOPBACK, type PortPicker, startOnFreePorts } from '../../processes/start-on-free-port';
import type { Supervisor } from '../../processes/supervisor';
import { waitUntilReady } from '../../processes/wait-until-ready';
import { trustOptions } from '../../servers/create-trust-store';
import { javaArguments } from '../../servers/java-command';
import type { ConnectWorker } from '../../servers/local-server';
import { requireAnswer } from '../../servers/send-request';
import { workerDefaultProperties, workerServiceProperties } from './service-provided';

export const CONNECT_VERSION = '3.7.2';

const READY_SECONDS = 120;

/** To look into every class finds the same plugins, as a test of each archive holds, and takes most of a worker's start. */
const QUICK_DISCOVERY = { 'plugin.discovery': 'service_load' };

export interface ConnectWorkerSpec {
  readonly connectorName: string;
  /** How many connectors of this name the run had before. */
  readonly predecessors: number;
  /** The template's worker properties, after overrides. */
  readonly properties: Readonly<Record<string, string>>;
  readonly bootstrapServers: string;
  readonly pluginPath: string;
  /** Java key store with the authorities that the worker trusts. */
  readonly trustStoreFile: string;
  /** Endpoint and identity for the AWS clients of connector and config providers. */
  readonly env: Readonly<Record<string, string>>;
  readonly directory: string;
}

/** Starts the worker of one connector, as MSK Connect does: its own distributed Connect cluster. */
export function startConnectWorker(
  supervisor: Supervisor,
  runtime: RuntimePaths,
  spec: ConnectWorkerSpec,
  pickPort: PortPicker,
): Promise<ConnectWorker> {
  mkdirSync(spec.directory, { recursive: true });
  return startOnFreePorts(1, pickPort, async ([port = 0]) => {
    const { connectorName, predecessors, bootstrapServers, pluginPath } = spec;
    const configFile = join(spec.directory, 'worker.properties');
    writeFileSync(
      configFile,
      renderProperties({
        ...workerDefaultProperties(spec),
        ...QUICK_DISCOVERY,
        ...spec.properties,
        ...workerServiceProperties({ connectorName, predecessors, bootstrapServers, pluginPath, port }),
      }),
    );
    const name = `connect-${connectorName}`;
    const process = supervisor.start({
      name,
      command: runtime.java,
      args: javaArguments(
        [runtime.connectLib],
        spec.directory,
        'org.apache.kafka.connect.cli.ConnectDistributed',
        [configFile],
        trustOptions(spec.trustStoreFile),
      ),
      // Statements of the log come as bytes, which the log's reader takes for text of the process's own character set.
      // And a snapshot's times come as those of its time zone.
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC', ...spec.env },
      cwd: spec.directory,
    });
    const url = `http://${LOOPBACK}:${port}`;
    const answer = (): Promise<void> => requireAnswer(`${url}/connectors`);
    await waitUntilReady(process, answer, READY_SECONDS);
    return { name, kind: `Kafka Connect ${CONNECT_VERSION}`, host: LOOPBACK, port, url, process, answer };
  });
}
