import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runtime } from './paths.mjs';

/**
 * A small JSON record that survives between runs. Missing or unreadable counts as empty: the worst case is repeated
 * work.
 * @param {string} name file name under the runtime folder
 */
function record(name) {
  const file = join(runtime, name);
  const read = () => {
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      return {};
    }
  };
  return {
    read,
    write: (id, entry) => writeWhole(file, `${JSON.stringify({ ...read(), [id]: entry }, null, 2)}\n`),
  };
}

/** What each part was installed from: `{key, at, seconds}` by part id. Written only by the holder of the lock. */
export const installedParts = record('state.json');

/**
 * Versions that tools told: `{identity, version}` by program. A file of its own because it is written without the lock.
 */
export const toolVersions = record('tool-versions.json');

/** Writes a file so that it is either the old or the new one, also after a kill. */
export function writeWhole(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}
