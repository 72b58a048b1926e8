import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { RuntimePaths } from '../../paths';
import type { Supervisor } from '../../processes/supervisor';

/** Connectors with the same plugin start at once. */
const underWay = new Map<string, Promise<string>>();

/**
 * Unpacks a plugin archive as MSK Connect does, once per content.
 *
 * @returns the folder that holds the archive's own top folder: the worker's plugin path
 */
export async function unpackPlugin(
  archive: string,
  connectorName: string,
  supervisor: Supervisor,
  runtime: RuntimePaths,
): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(archive), digest);
  const pluginPath = join(runtime.cache, 'plugins', digest.digest('hex'));
  if (existsSync(pluginPath)) return pluginPath;
  const unpacking = underWay.get(pluginPath) ?? unpack(archive, pluginPath, connectorName, supervisor, runtime);
  underWay.set(pluginPath, unpacking);
  return unpacking.finally(() => underWay.delete(pluginPath));
}

async function unpack(
  archive: string,
  pluginPath: string,
  connectorName: string,
  supervisor: Supervisor,
  runtime: RuntimePaths,
): Promise<string> {
  // Two runs may unpack the same archive at once: each into a folder of its own, and one of them is kept.
  const unpacked = `${pluginPath}.${supervisor.runId}`;
  mkdirSync(unpacked, { recursive: true });
  const process = supervisor.start({
    name: `unpack-${connectorName}`,
    command: runtime.python,
    args: ['-m', 'zipfile', '-e', archive, unpacked],
    env: { PATH: '/usr/bin:/bin' },
  });
  if ((await process.ended) !== 0) throw process.failure();
  try {
    renameSync(unpacked, pluginPath);
  } catch (error) {
    rmSync(unpacked, { recursive: true, force: true });
    if (!existsSync(pluginPath)) throw error;
  }
  return pluginPath;
}
