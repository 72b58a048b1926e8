import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { renderChecksums } from './checksums.mjs';
import { InstallFailed } from './install.mjs';
import { checksumList, copyJars } from './parts/jars.mjs';
import { descriptions, root, runtime } from './paths.mjs';
import { checkPrerequisites } from './prerequisites.mjs';
import { showStep } from './progress.mjs';
import { runCommand } from './run-command.mjs';

const folders = ['broker', 'connect', 'spark', 'mysql', 'trino', 'registry'];
/** Of one archive each, too large to be kept twice. */
const archives = ['trino', 'registry'];

/**
 * C library levels that wheels are built for: machines take different files of one package, and each must be in the
 * lock.
 */
const wheelPlatforms = [
  ['2_17'],
  ['2_28', '2_27', '2_26', '2_24', '2_17'],
  ['2_39', '2_38', '2_36', '2_35', '2_34', '2_31', '2_28', '2_27', '2_26', '2_24', '2_17'],
].map((levels) =>
  levels.map((level) => `manylinux_${level}_x86_64`).concat('manylinux2014_x86_64', 'manylinux1_x86_64'),
);

/**
 * Writes the committed descriptions anew: a checksum list beside each pom, and requirements.txt from requirements.in.
 * Neither names an address.
 * @returns {Promise<number>} exit code
 */
export async function updateLockFiles(signal) {
  const prerequisites = checkPrerequisites(['platform', 'jdk', 'maven', 'python']);
  const problem = prerequisites.find((each) => each.problem);
  if (problem) throw new InstallFailed(problem.problem);
  mkdirSync(runtime, { recursive: true });
  const work = mkdtempSync(join(runtime, 'lock-'));
  const run = (argv, options) => {
    signal.throwIfAborted();
    return runCommand(argv, options);
  };
  try {
    for (const folder of folders) {
      const list = join(descriptions, folder, checksumList);
      await showStep(relative(root, list), async () => {
        await copyJars(folder, join(work, folder), run, { keep: !archives.includes(folder) });
        writeFileSync(list, renderChecksums(join(work, folder)));
      });
    }
    const lock = join(descriptions, 'python', 'requirements.txt');
    const { path } = prerequisites.find(({ id }) => id === 'python');
    await showStep(relative(root, lock), async () => writeFileSync(lock, await lockWheels(path, work, run)));
    const spark = join(descriptions, 'python', 'requirements-spark.txt');
    await showStep(relative(root, spark), async () => writeFileSync(spark, await lockSpark(work, run)));
    return 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function lockWheels(program, work, run) {
  const environment = join(work, 'python');
  await run([program, '-m', 'venv', environment]);
  const pip = [join(environment, 'bin', 'python'), '-I', '-m', 'pip', '--disable-pip-version-check'];
  const reports = [];
  for (const [index, platforms] of wheelPlatforms.entries()) {
    const report = join(work, `report-${index}.json`);
    const target = ['--python-version', '3.11', '--implementation', 'cp', '--target', join(work, 'none')];
    const files = ['--requirement', join(descriptions, 'python', 'requirements.in'), '--report', report];
    const options = ['--quiet', '--dry-run', '--ignore-installed', '--only-binary=:all:', ...target, ...files];
    await run([...pip, 'install', ...options, ...platforms.flatMap((platform) => ['--platform', platform])], {
      env: { PIP_USER: '0' },
    });
    reports.push(JSON.parse(readFileSync(report, 'utf8')));
  }
  return renderRequirements(reports);
}

/** In the environment that `lockWheels` has made: pip has to build pyspark to tell what it is. */
async function lockSpark(work, run) {
  const report = join(work, 'report-spark.json');
  const python = join(work, 'python', 'bin', 'python');
  const files = ['--requirement', join(descriptions, 'python', 'requirements-spark.in'), '--report', report];
  const options = ['--quiet', '--dry-run', '--ignore-installed', '--no-deps', ...files];
  await run([python, '-I', '-m', 'pip', '--disable-pip-version-check', 'install', ...options], {
    env: { PIP_USER: '0' },
  });
  return renderRequirements(
    [JSON.parse(readFileSync(report, 'utf8'))],
    'requirements-spark.in; no dependencies, no address.',
  );
}

/**
 * The lock's text out of installation reports of pip: every package with its version and the checksums of all wheels
 * chosen, sorted.
 * @throws {Error} when the platforms disagree about a version
 */
export function renderRequirements(reports, origin = 'requirements.in; wheels of all C library levels, no address.') {
  const packages = new Map();
  for (const { metadata, download_info: download } of reports.flatMap(({ install }) => install)) {
    const name = metadata.name.toLowerCase().replace(/[-_.]+/g, '-');
    const known = packages.get(name) ?? { version: metadata.version, hashes: new Set() };
    if (known.version !== metadata.version)
      throw new Error(`${name} is ${known.version} on one platform and ${metadata.version} on another`);
    known.hashes.add(download.archive_info.hashes.sha256);
    packages.set(name, known);
  }
  const entries = [...packages].sort(([a], [b]) => (a < b ? -1 : 1));
  const header = `# Written by \`node bin/setup.mjs --lock\` from ${origin}\n`;
  return header + entries.map(([name, { version, hashes }]) => renderEntry(name, version, [...hashes].sort())).join('');
}

const renderEntry = (name, version, hashes) =>
  `${[`${name}==${version}`, ...hashes.map((hash) => `    --hash=sha256:${hash}`)].join(' \\\n')}\n`;
