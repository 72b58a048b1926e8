import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findJava, findJdkTool, findProgram, programIdentity } from './find-program.mjs';
import { installHints } from './install-hints.mjs';
import { describePlatform, refusal, thisFamily, thisMachine } from './platform.mjs';
import { ask } from './run-command.mjs';
import { toolVersions } from './state.mjs';

/**
 * What a machine must have. Each check returns `{found, problem?, hints?, path?}`: what there is, and if that does not
 * do, one sentence why and lines how to get it.
 */
const checks = {
  platform: { title: 'platform', wanted: 'Linux x64, glibc', check: checkPlatform },
  npm: { title: 'npm', program: 'npm', wanted: '9 or newer', check: checkNpm },
  jdk: { title: 'JDK', program: 'java', wanted: '17', check: checkJdk },
  maven: { title: 'Maven', program: 'mvn', wanted: '3.8 or newer, on Java 17', check: checkMaven },
  python: { title: 'Python', program: 'python3.11', wanted: '3.11 with venv', check: checkPython },
  tar: { title: 'tar, gzip', wanted: 'any', check: checkTar },
  setpriv: { title: 'setpriv', wanted: 'any, for root', check: checkSetpriv },
};

/** Ids of all prerequisites, in the order they are shown. */
export const prerequisiteIds = Object.keys(checks);

/** Runs the checks of the given ids: `[{id, title, wanted, found, problem?, hints?, path?}]`. */
export function checkPrerequisites(ids) {
  return prerequisiteIds
    .filter((id) => ids.includes(id))
    .map((id) => {
      const { title, wanted, check } = checks[id];
      const result = check();
      const hints = result.problem ? (result.hints ?? installHints(id, thisFamily())) : undefined;
      return { id, title, wanted, ...result, hints };
    });
}

function checkPlatform() {
  const machine = thisMachine();
  const reasons = refusal(machine);
  const found = describePlatform(machine);
  return reasons ? { found, problem: reasons[0], hints: reasons.slice(1) } : { found };
}

function checkNpm() {
  return checkVersion('npm', findProgram('npm'), ['--version'], /^(\d+)\.\d+\.\d+/m, ([major]) => major >= 9);
}

function checkJdk() {
  const java = checkVersion('jdk', findJava(), ['-version'], /version "(\d+)[^"]*"/, ([major]) => major === 17);
  if (java.problem) return { ...java, problem: `${java.problem}${otherJdk()}` };
  if (findJdkTool('javac') && findJdkTool('jar')) return java;
  return { ...java, problem: `${java.path} is a runtime only: javac or jar is missing` };
}

/** Most often the right JDK is there, and only not chosen. */
function otherJdk() {
  const home = ['openjdk-amd64', 'openjdk', 'amazon-corretto', 'amazon-corretto.x86_64']
    .map((name) => `/usr/lib/jvm/java-17-${name}`)
    .find((path) => existsSync(join(path, 'bin', 'javac')));
  return home ? `, but ${home} is a 17: export JAVA_HOME=${home}` : '';
}

function checkMaven() {
  const path = findProgram('mvn');
  const java = findJava();
  // Without Java it cannot tell its version, and the missing JDK is a line of its own.
  if (path && !java) return { path, found: 'found' };
  const pattern = /Apache Maven (\d+)\.(\d+)\.\S+[\s\S]*?Java version: (\d+)/;
  const enough = ([major, minor]) => major > 3 || (major === 3 && minor >= 8);
  const maven = checkVersion('maven', path, ['--version'], pattern, enough, java && programIdentity(java));
  const used = /Java version: (\d+)/.exec(maven.output ?? '')?.[1];
  if (maven.problem || used === '17') return maven;
  // Some distributions' Maven brings a Java of its own and prefers it.
  const problem = `${path} runs on Java ${used}, wanted is 17`;
  return { ...maven, problem, hints: ['export JAVA_HOME=<folder of the JDK 17>'] };
}

function checkPython() {
  // venv without ensurepip is what Debian leaves when python3.11-venv is not installed.
  const script =
    "import sys, importlib.util as u; print('Python %d.%d.%d' % sys.version_info[:3], all(map(u.find_spec, ('venv', 'ensurepip'))))";
  let best;
  for (const name of ['python3.11', 'python3', 'python']) {
    const candidate = checkVersion(
      'python',
      findProgram(name),
      ['-I', '-c', script],
      /Python (\d+)\.(\d+)\./,
      isPython311,
    );
    if (best === undefined || candidate.found) best = candidate;
    if (!candidate.problem) break;
  }
  if (best.problem || !best.output.includes('False')) return best;
  return { ...best, problem: `${best.path} is a Python 3.11 without venv (module venv or ensurepip is missing)` };
}

const isPython311 = ([major, minor]) => major === 3 && minor === 11;

function checkTar() {
  const missing = ['tar', 'gzip'].filter((name) => !findProgram(name));
  return missing.length > 0 ? { problem: `${missing.join(' and ')} not found on PATH` } : { found: 'found' };
}

/** PostgreSQL refuses root: there it is started by this program, as another user. */
function checkSetpriv() {
  if (findProgram('setpriv')) return { found: 'found' };
  return process.getuid() === 0 ? { problem: 'setpriv not found on PATH, by which root starts PostgreSQL' } : {};
}

/**
 * Compares the version of a program. It is kept by the identity of the program's file, because starting `java`, `mvn`
 * and `npm` takes longer than everything else that setup does on a ready machine. `dependsOn` is what else the answer
 * depends on; undefined if that is unknown.
 */
function checkVersion(id, path, args, pattern, isEnough, dependsOn = '') {
  const { title, wanted, program } = checks[id];
  if (!path) return { problem: `${program} not found (${title} ${wanted})` };
  const output = versionOutput(path, args, dependsOn);
  const match = pattern.exec(output ?? '');
  if (!match) return { path, problem: `${path} does not tell its version` };
  const found = /\d+(\.\d+)*/.exec(match[0])[0];
  if (isEnough(match.slice(1).map(Number))) return { path, found, output };
  return { path, found, output, problem: `${path} is ${found}, wanted is ${wanted}` };
}

function versionOutput(path, args, dependsOn) {
  const own = dependsOn === undefined ? undefined : programIdentity(path);
  const identity = own && `${own} ${dependsOn}`;
  const kept = toolVersions.read()[path];
  if (identity && kept?.identity === identity) return kept.version;
  const version = ask([path, ...args])?.trim();
  if (identity && version) toolVersions.write(path, { identity, version });
  return version;
}
