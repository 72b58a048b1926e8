import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installHints } from '../install-hints.mjs';
import { runtime } from '../paths.mjs';
import { thisFamily } from '../platform.mjs';
import { ask } from '../run-command.mjs';
import { fetchLibrary } from './fetch-library.mjs';
import { jarsKey } from './jars.mjs';

const target = join(runtime, 'libaio');
const mysqld = join(runtime, 'mysql', 'bin', 'mysqld');

/**
 * Libraries that the MySQL server needs and the machine lacks: `.runtime/libaio/*.so.*`, empty where the machine has
 * them all. Started with `LD_LIBRARY_PATH=.runtime/libaio`, the server finds them.
 */
export const libaio = {
  id: 'libaio',
  title: 'libraries of MySQL',
  needs: ['platform'],
  after: ['mysql'],
  target,
  version: () => 'libaio.so.1, libnuma.so.1, libcrypt.so.1',
  key: () => jarsKey('mysql'),
  present: () => existsSync(target),
  problems: () => (serverVersion() ? [] : [`${mysqld} does not start`]),
  async install({ folder, run }) {
    const lib = join(folder, 'lib');
    mkdirSync(lib);
    for (const name of missingLibraries(ask(['ldd', mysqld]) ?? '')) {
      if (await fetchLibrary(name, lib, join(folder, 'fetched'), run)) continue;
      throw new Error(
        [
          `the MySQL server needs ${name}, which this machine lacks and which could not be fetched without root. Install it:`,
          ...installHints(name, thisFamily()).map((hint) => `  ${hint}`),
        ].join('\n'),
      );
    }
    await run([mysqld, '--version'], { env: { LD_LIBRARY_PATH: lib } });
    return lib;
  },
};

/** Names of the libraries that the output of `ldd` says are not found. */
export function missingLibraries(output) {
  return [...output.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name]) => name);
}

const serverVersion = () => ask([mysqld, '--version'], { LD_LIBRARY_PATH: target });
