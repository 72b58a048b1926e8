import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../find-program.mjs';
import { root } from '../paths.mjs';

/** Node modules of the lock file, put in place by `npm ci` in an own folder and one rename. */
export const nodeModules = {
  id: 'node',
  title: 'node modules',
  needs: ['npm'],
  after: [],
  target: join(root, 'node_modules'),
  version: () => `${Object.keys(lockedPackages()).length - 1} locked packages`,
  // Compared with what npm itself wrote, not with what setup did: an own `npm ci` or `npm install` counts as well.
  ready: () => matchesLock(lockedPackages(), installedPackages()) && directPackagesAreThere(),
  problems: () => [],
  async install({ folder, run }) {
    for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
      if (existsSync(join(root, name))) copyFileSync(join(root, name), join(folder, name));
    }
    await run([findProgram('npm'), 'ci', '--prefix', folder, '--no-audit', '--no-fund'], { cwd: folder });
    return join(folder, 'node_modules');
  },
};

/**
 * Whether the installed packages are the locked ones. Both arguments map `node_modules/…` paths to `{version,
 * integrity, optional}`; optional packages of other platforms may be absent, and nothing may be there that is not
 * locked. A lock entry without
 * `integrity` is of a package that was not to be had when the lock was written, for another platform.
 */
export function matchesLock(locked, installed) {
  const same = (a, b) => a.version === b.version && (a.integrity === undefined || a.integrity === b.integrity);
  const wanted = Object.entries(locked).filter(([path]) => path !== '');
  return (
    Object.keys(installed).every((path) => path in locked) &&
    wanted.every(([path, entry]) => (path in installed ? same(entry, installed[path]) : entry.optional === true))
  );
}

const packagesIn = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
const lockedPackages = () => packagesIn(join(root, 'package-lock.json'));

function installedPackages() {
  try {
    return packagesIn(join(root, 'node_modules', '.package-lock.json'));
  } catch {
    return {};
  }
}

/** Also false when package.json asks for what the lock does not hold: `npm ci` then says so. */
function directPackagesAreThere() {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const direct = ({ dependencies, devDependencies }) => Object.entries({ ...dependencies, ...devDependencies });
  const locked = direct(lockedPackages()['']);
  return (
    JSON.stringify(locked.sort()) === JSON.stringify(direct(manifest).sort()) &&
    locked.every(([name]) => existsSync(join(root, 'node_modules', name)))
  );
}
