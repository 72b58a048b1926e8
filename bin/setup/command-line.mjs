import { describeProblem, reportHealth } from './doctor.mjs';
import { InstallFailed, installParts } from './install.mjs';
import { withLock } from './lock.mjs';
import { isReady, parts, selectParts } from './parts.mjs';
import { checkPrerequisites, prerequisiteIds } from './prerequisites.mjs';
import { stopCommands } from './run-command.mjs';
import { updateLockFiles } from './update-lock-files.mjs';

const usage = `Usage: node bin/setup.mjs [--parts a,b] [--needs c,d] [--doctor | --lock]

Checks the machine and installs, once, what the local run and the tests need, into ignored folders.
  --parts a,b   only these: ${parts.map(({ id }) => id).join(', ')}
  --needs c,d   check these prerequisites besides those of the parts: ${prerequisiteIds.join(', ')}
  --doctor      show each prerequisite and part with its version and state; install nothing
  --lock        write the checksum lists and the Python lock anew from the poms and requirements.in`;

/** Exit codes follow the shell's convention for signals. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/**
 * @param {string[]} argv arguments after the script's name
 * @returns {Promise<number>} exit code: 0 all is there, 1 something is missing or failed, 2 wrong usage, 128 + n
 * stopped by a signal
 */
export async function main(argv) {
  let options;
  try {
    options = parseArguments(argv);
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    return 2;
  }
  if (options.help) {
    console.log(usage);
    return 0;
  }
  if (options.doctor) return reportHealth(options.selected) ? 0 : 1;
  return untilSignal((signal) => (options.lock ? updateLockFiles(signal) : setUp(options, signal)));
}

/**
 * `{selected, needs, doctor, lock, help}`. @throws {RangeError} for what is not an option, a part, or a combination
 * that means something
 */
export function parseArguments(argv) {
  const options = { selected: undefined, needs: [], doctor: false, lock: false, help: false };
  const rest = [...argv];
  while (rest.length > 0) {
    const [name, inline] = rest.shift().split('=', 2);
    const values = () => (inline ?? rest.shift() ?? '').split(',');
    if (name === '--parts') options.selected = values();
    else if (name === '--needs') options.needs = values();
    else if (['--doctor', '--lock', '--help'].includes(name) && inline === undefined) options[name.slice(2)] = true;
    else throw new RangeError(`unknown option: ${name}`);
  }
  const unknown = options.needs.find((id) => !prerequisiteIds.includes(id));
  if (unknown !== undefined) throw new RangeError(`--needs takes ${prerequisiteIds.join(', ')}; got: ${unknown}`);
  if (options.lock && (options.doctor || options.selected)) throw new RangeError('--lock stands alone');
  return { ...options, selected: selectParts(options.selected) };
}

async function setUp({ selected, needs }, signal) {
  const prerequisites = checkPrerequisites([...needs, ...neededNow(selected)]);
  const problems = prerequisites.filter(({ problem }) => problem);
  if (problems.length > 0) {
    console.error(
      [
        'This machine lacks what is needed:',
        ...problems.map(({ problem, hints }) => describeProblem(`  ${problem}`, hints)),
      ].join('\n'),
    );
    return 1;
  }
  if (selected.every((part) => isReady(part))) return 0;
  const programs = Object.fromEntries(prerequisites.map(({ id, path }) => [id, path]));
  const onWait = (owner) =>
    console.log(`Another setup of this working copy is at work (process ${owner}); waiting for it.`);
  await withLock(onWait, signal, (noteCommand) => installParts(selected, { programs, noteCommand, signal }));
  return 0;
}

/**
 * The platform, the Java tools and setpriv serve the local run itself; npm and Python only bring parts that are not there yet.
 */
function neededNow(selected) {
  const always = ['platform', 'jdk', 'maven', 'setpriv'];
  return selected.flatMap((part) => part.needs.filter((id) => always.includes(id) || !isReady(part)));
}

/** Turns a signal into an ordered end: commands are stopped, unfinished parts removed, the lock given back. */
async function untilSignal(work) {
  const interruption = new AbortController();
  let received;
  const stop = (name) => {
    received = name;
    interruption.abort();
    stopCommands();
  };
  for (const name of Object.keys(exitCodes)) process.on(name, stop);
  try {
    return await work(interruption.signal);
  } catch (error) {
    if (received === undefined && !(error instanceof InstallFailed)) throw error;
    console.error(received ? 'Stopped. Parts that are complete are kept; the next run goes on.' : error.message);
    return received ? exitCodes[received] : 1;
  } finally {
    for (const name of Object.keys(exitCodes)) process.off(name, stop);
  }
}
