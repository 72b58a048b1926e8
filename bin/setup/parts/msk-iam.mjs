import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sha256 } from '../checksums.mjs';
import { findProgram } from '../find-program.mjs';
import { root, runtime } from '../paths.mjs';

const module = join(root, 'local', 'msk-iam');
/** Its compiler and its plugins are configured there. */
const parentPom = join(root, 'connectors', 'plugins', 'pom.xml');
const jar = 'msk-iam.jar';
const target = join(runtime, 'msk-iam');

/** Every file that the jar is made from. */
function sources() {
  const main = join(module, 'src', 'main');
  const files = readdirSync(main, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return [parentPom, join(module, 'pom.xml'), ...files.map((entry) => join(entry.parentPath, entry.name)).sort()];
}

/** The module that makes the local broker speak MSK's IAM authentication: built here, since it is nobody else's. */
export const mskIam = {
  id: 'msk-iam',
  title: 'MSK IAM for the Kafka broker',
  needs: ['jdk', 'maven'],
  after: [],
  target,
  version: () => 'built from local/msk-iam',
  key: () =>
    sha256(
      sources()
        .map((file) => `${relative(root, file)}\n${readFileSync(file, 'utf8')}`)
        .join('\n'),
    ),
  present: () => existsSync(join(target, 'lib', jar)),
  problems: () => [],
  async install({ folder, run }) {
    // Style and tests are the suite's business.
    const options = ['-Dmaven.test.skip=true', '-Dspotless.check.skip=true'];
    const maven = [findProgram('mvn'), '--quiet', '--batch-mode', '--no-transfer-progress', '--file', module];
    await run([...maven, 'package', ...options]);
    const lib = join(folder, 'msk-iam', 'lib');
    mkdirSync(lib, { recursive: true });
    copyFileSync(join(module, 'target', 'msk-iam-0.1.0.jar'), join(lib, jar));
    return join(folder, 'msk-iam');
  },
};
