import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../checksums.mjs';
import { findProgram } from '../find-program.mjs';
import { runtime } from '../paths.mjs';
import { copyCheckedJars, jarsKey, jarVersion } from './jars.mjs';

const description = 'trino';
const artifact = 'trino-server';
const target = join(runtime, 'trino');

/** Connectors that the local run uses; each further one costs up to 100 MB and a second at every start. */
const plugins = ['delta-lake', 'hive', 'iceberg'];

/** Folders of the server, with the jar in each without which it is of no use. */
const wanted = () => [
  join('lib', `io.trino_trino-main-${version()}.jar`),
  ...plugins.map((name) => join('plugin', name, `io.trino_trino-${name}-${version()}.jar`)),
];

const version = () => jarVersion(description, artifact);

/** The engine that Athena runs, without the connectors that the local run does not use. */
export const trino = {
  id: 'trino',
  title: 'Trino',
  needs: ['platform', 'jdk', 'maven', 'tar'],
  after: ['java25'],
  target,
  version,
  key: () => sha256(`${jarsKey(description)}${plugins}`),
  present: () => wanted().every((path) => existsSync(join(target, path))),
  problems: () => [],
  async install({ folder, run }) {
    const archives = join(folder, 'archives');
    const server = join(folder, 'server');
    await copyCheckedJars(description, archives, run, { keep: false });
    mkdirSync(server);
    const archive = join(archives, `${artifact}-${version()}.tar.gz`);
    // All of it: a jar that connectors share lies in one of them, and is a hard link in the others.
    await run([findProgram('tar'), '--no-same-owner', '--strip-components=1', '-xzf', archive, '-C', server]);
    rmSync(archives, { recursive: true });
    keepOnly(server, ['lib', 'plugin']);
    keepOnly(join(server, 'plugin'), plugins);
    return server;
  },
};

function keepOnly(folder, names) {
  for (const name of readdirSync(folder)) {
    if (!names.includes(name)) rmSync(join(folder, name), { recursive: true });
  }
}
