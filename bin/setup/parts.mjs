import { jarFolder } from './parts/jars.mjs';
import { libaio } from './parts/libaio.mjs';
import { mskIam } from './parts/msk-iam.mjs';
import { mysql } from './parts/mysql.mjs';
import { nodeModules } from './parts/node-modules.mjs';
import { postgres } from './parts/postgres.mjs';
import { java25, python } from './parts/python.mjs';
import { registry } from './parts/registry.mjs';
import { trino } from './parts/trino.mjs';
import { installedParts } from './state.mjs';

/**
 * All that setup installs, in order. A part has: `id`, `title`, `needs` (prerequisites), `after` (parts it is made
 * from), `target` (its place),
 * `version()`, either `ready()` or `key()` and `present()`, `problems()` (thorough, for the doctor) and
 * `install(tools)`, which fills
 * `tools.folder` and returns the path that is then moved to `target`.
 */
export const parts = [
  nodeModules,
  python,
  java25,
  jarFolder({ id: 'kafka', title: 'Kafka broker', description: 'broker', artifact: 'kafka_2.13' }),
  mskIam,
  jarFolder({ id: 'connect', title: 'Kafka Connect worker', description: 'connect', artifact: 'connect-runtime' }),
  jarFolder({
    id: 'spark',
    title: 'Delta Lake, S3 and Kafka for Spark',
    description: 'spark',
    artifact: 'delta-spark_2.12',
  }),
  mysql,
  libaio,
  postgres,
  trino,
  registry,
];

/** Whether a part is there and was installed from what the working copy holds now. Starts no program. */
export function isReady(part, installed = installedParts.read()) {
  return part.ready ? part.ready() : installed[part.id]?.key === part.key() && part.present();
}

/**
 * The parts of the given ids and those they are made from, in order; all for undefined.
 * @throws {RangeError} for an unknown id
 */
export function selectParts(ids) {
  if (ids === undefined) return parts;
  const unknown = ids.find((id) => parts.every((part) => part.id !== id));
  if (unknown !== undefined) {
    throw new RangeError(`--parts takes ${parts.map(({ id }) => id).join(', ')}; got: ${unknown}`);
  }
  const wanted = new Set(ids);
  for (const part of [...parts].reverse()) {
    if (wanted.has(part.id)) for (const id of part.after) wanted.add(id);
  }
  return parts.filter(({ id }) => wanted.has(id));
}
