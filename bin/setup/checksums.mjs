import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 in hexadecimal of a text or buffer. */
export const sha256 = (content) => createHash('sha256').update(content).digest('hex');

const chunkBytes = 1 << 20;

/** SHA-256 in hexadecimal of a file of any size. */
export function sha256OfFile(path) {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(chunkBytes);
  const file = openSync(path);
  try {
    for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk)) hash.update(chunk.subarray(0, size));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/** Reads lines of `sha256  file-name` (the form of `sha256sum`) into a map from file name to checksum. */
export function parseChecksums(text) {
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const match = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line);
        if (!match) throw new Error(`a checksum line must be "<64 hexadecimal digits>  <file name>", got: ${line}`);
        return [match[2], match[1]];
      }),
  );
}

/** The checksum list of all files in a folder, sorted by name. */
export function renderChecksums(folder) {
  return readdirSync(folder)
    .sort()
    .map((name) => `${sha256OfFile(join(folder, name))}  ${name}\n`)
    .join('');
}

/** What differs between a folder and its list, one sentence each; empty when every byte is as listed. */
export function compareWithChecksums(folder, expected) {
  const actual = parseChecksums(renderChecksums(folder));
  const changed = [...expected].flatMap(([name, checksum]) => {
    const found = actual.get(name);
    if (found === undefined) return [`${name} is missing`];
    return found === checksum ? [] : [`${name} has checksum ${found}, wanted is ${checksum}`];
  });
  const unexpected = [...actual.keys()]
    .filter((name) => !expected.has(name))
    .map((name) => `${name} is not in the list`);
  return [...changed, ...unexpected];
}
