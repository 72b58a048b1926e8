import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findProgram } from '../find-program.mjs';
import { ask } from '../run-command.mjs';

/** Packages that may hold a library; the name with t64 is that of the releases after the change to 64-bit time. */
const debianPackages = {
  'libaio.so.1': ['libaio1t64', 'libaio1'],
  'libnuma.so.1': ['libnuma1'],
  'libcrypt.so.1': ['libcrypt1'],
};
const rpmPackages = {
  'libaio.so.1': ['libaio'],
  'libnuma.so.1': ['numactl-libs'],
  'libcrypt.so.1': ['libxcrypt-compat'],
};

/**
 * Puts a library of the system's own packages into `lib`, without root and without installing it.
 * @param {string} name e.g. `libaio.so.1`
 * @param {string} lib existing folder that gets it
 * @param {string} work folder for what is downloaded
 * @param {Function} run runs one command
 * @returns {Promise<boolean>} whether it is there now
 */
export async function fetchLibrary(name, lib, work, run) {
  return linkRenamed(name, lib) || (await fromDebian(name, lib, work, run)) || (await fromRpm(name, lib, work, run));
}

/** Debian 13 and Ubuntu 24.04 install the same library as `….so.1t64`. */
function linkRenamed(name, lib) {
  const renamed = new RegExp(`=> (\\S+/${name}t64)$`, 'm').exec(ask(['/sbin/ldconfig', '-p']) ?? '')?.[1];
  if (!renamed) return false;
  symlinkSync(renamed, join(lib, name));
  return true;
}

async function fromDebian(name, lib, work, run) {
  if (!findProgram('apt-get') || !findProgram('dpkg')) return false;
  for (const lists of [async () => [], () => privateLists(work, run)]) {
    const options = await lists();
    for (const packageName of debianPackages[name] ?? []) {
      const into = join(work, `${packageName}-${options.length}`);
      mkdirSync(into, { recursive: true });
      const done =
        (await succeeds(run, ['apt-get', ...options, 'download', packageName], { cwd: into })) &&
        (await succeeds(run, ['dpkg', '-x', join(into, readdirSync(into)[0] ?? ''), into])) &&
        take(into, name, lib);
      if (done) return true;
    }
  }
  return false;
}

/**
 * Options that make apt keep its package lists in a folder of ours: the machine's own may be absent or old, and are
 * root's. For root, apt would change to a user who may not enter that folder.
 */
async function privateLists(work, run) {
  const state = join(work, 'state');
  const cache = join(work, 'cache');
  mkdirSync(join(state, 'lists', 'partial'), { recursive: true });
  mkdirSync(join(cache, 'archives', 'partial'), { recursive: true });
  const settings = {
    'Dir::State': state,
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': cache,
    'APT::Sandbox::User': 'root',
  };
  const options = Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  await succeeds(run, ['apt-get', ...options, 'update']);
  return options;
}

async function fromRpm(name, lib, work, run) {
  if (!['dnf', 'rpm2cpio', 'cpio'].every((program) => findProgram(program))) return false;
  for (const packageName of rpmPackages[name] ?? []) {
    const into = join(work, packageName);
    mkdirSync(into, { recursive: true });
    const done =
      (await succeeds(run, ['dnf', 'download', '--arch', 'x86_64', '--destdir', into, packageName])) &&
      (await succeeds(run, ['sh', '-c', 'for each in *.rpm; do rpm2cpio "$each" | cpio -idm; done'], { cwd: into })) &&
      take(into, name, lib);
    if (done) return true;
  }
  return false;
}

/** Copies the library out of an unpacked package under the name that the loader asks for. */
function take(unpacked, name, lib) {
  const path = readdirSync(unpacked, { recursive: true })
    .filter((entry) => [name, `${name}t64`].includes(basename(entry)))
    .map((entry) => join(unpacked, entry))
    .find((entry) => existsSync(entry));
  if (path) copyFileSync(path, join(lib, name));
  return path !== undefined;
}

async function succeeds(run, argv, options) {
  try {
    await run(argv, options);
    return true;
  } catch {
    return false;
  }
}
