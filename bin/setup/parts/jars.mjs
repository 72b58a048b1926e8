import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compareWithChecksums, parseChecksums, sha256 } from '../checksums.mjs';
import { findProgram } from '../find-program.mjs';
import { descriptions, runtime } from '../paths.mjs';

/** Name of the list beside a pom: one line `sha256  file-name` for each jar that Maven copies. */
export const checksumList = 'jars.sha256';

const listOf = (description) => readFileSync(join(descriptions, description, checksumList), 'utf8');
const expectedJars = (description) => parseChecksums(listOf(description));

/** Hash of all that decides which jars are installed. */
export const jarsKey = (description) =>
  sha256(readFileSync(join(descriptions, description, 'pom.xml'), 'utf8') + listOf(description));

/** Version of the jar or archive with that name in a list, e.g. `3.9.2` of `kafka_2.13`. */
export function jarVersion(description, artifact) {
  const name = [...expectedJars(description).keys()].find((file) => file.startsWith(`${artifact}-`));
  return name ? name.slice(artifact.length + 1).replace(/\.(jar|tar\.gz)$/, '') : 'unknown';
}

/**
 * Copies the runtime dependencies of a pom into a new folder; nothing is checked yet.
 * @param {{keep?: boolean}} options `keep: false` for what is too large to stay in the user's Maven repository as well
 */
export async function copyJars(description, folder, run, { keep = true } = {}) {
  mkdirSync(folder, { recursive: true });
  const pom = join(descriptions, description, 'pom.xml');
  const goal = 'dependency:copy-dependencies';
  const repository = `${folder}-repository`;
  const options = ['-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  if (!keep) options.push(`-Dmaven.repo.local=${repository}`);
  await run([findProgram('mvn'), '--quiet', '--batch-mode', '--no-transfer-progress', '--file', pom, goal, ...options]);
  rmSync(repository, { recursive: true, force: true });
}

/** Copies the jars and compares every byte with the committed list. */
export async function copyCheckedJars(description, folder, run, options) {
  await copyJars(description, folder, run, options);
  const differences = compareWithChecksums(folder, expectedJars(description));
  if (differences.length === 0) return;
  throw new Error(
    [
      `the jars of local/runtime/${description}/pom.xml are not those of ${checksumList} beside it:`,
      ...differences.map((difference) => `  ${difference}`),
      'If a file in the local Maven repository is damaged, delete it there and run again.',
      'After a change of the pom: node bin/setup.mjs --lock, and look at the difference.',
    ].join('\n'),
  );
}

/** A part that is one folder `lib` of jars. */
export function jarFolder({ id, title, description, artifact }) {
  const target = join(runtime, id);
  const lib = join(target, 'lib');
  return {
    id,
    title,
    needs: ['platform', 'jdk', 'maven'],
    after: [],
    target,
    version: () => jarVersion(description, artifact),
    key: () => jarsKey(description),
    present: () => existsSync(lib) && sameNames(readdirSync(lib), [...expectedJars(description).keys()]),
    problems: () => compareWithChecksums(lib, expectedJars(description)),
    async install({ folder, run }) {
      await copyCheckedJars(description, join(folder, id, 'lib'), run);
      return join(folder, id);
    },
  };
}

const sameNames = (a, b) => a.length === b.length && JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
