import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { RuntimePaths } from '../../paths';
import { LOOPBACK, type PortPicker, startOnFreePorts } from '../../processes/start-on-free-port';
import type { Supervisor } from '../../processes/supervisor';
import { waitUntilReady } from '../../processes/wait-until-ready';
import type { LocalServer } from '../../servers/local-server';
import { requireAnswer } from '../../servers/send-request';
import { taskNetwork } from './service-provided';

/** What a task definition has to run, by any registry of images. */
export const REGISTRY_IMAGE = 'apicurio/apicurio-registry';
export const REGISTRY_VERSION = '3.3.3';

const READY_SECONDS = 120;
const NAME_PREFIX = 'registry-';
/** Small, and soon there: as of the other servers of a run. */
const JVM_OPTIONS = ['-Xms64m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Duser.timezone=UTC'];

export interface RegistrySpec {
  /** Of the service. */
  readonly name: string;
  /** Of the container, its secrets among it. */
  readonly environment: Readonly<Record<string, string>>;
  /** For what the server unpacks. */
  readonly directory: string;
}

/** Starts the schema registry, and waits until it is ready by its own word. */
export function startRegistry(
  supervisor: Supervisor,
  runtime: RuntimePaths,
  { name, environment, directory }: RegistrySpec,
  pickPort: PortPicker,
): Promise<LocalServer> {
  mkdirSync(directory, { recursive: true });
  return startOnFreePorts(2, pickPort, async ([port = 0, managementPort = 0]) => {
    const process = supervisor.start({
      name: `${NAME_PREFIX}${name}`,
      command: runtime.java25,
      args: [...JVM_OPTIONS, `-Djava.io.tmpdir=${directory}`, '-jar', join(runtime.registry, 'quarkus-run.jar')],
      env: { PATH: '/usr/bin:/bin', ...environment, ...taskNetwork(port, managementPort) },
      cwd: directory,
    });
    const answer = (): Promise<void> => requireAnswer(`http://${LOOPBACK}:${managementPort}/health/ready`);
    await waitUntilReady(process, answer, READY_SECONDS);
    return { name: process.name, kind: `Apicurio Registry ${REGISTRY_VERSION}`, host: LOOPBACK, port, process, answer };
  });
}

export function isRegistry({ name }: LocalServer): boolean {
  return name.startsWith(NAME_PREFIX);
}
