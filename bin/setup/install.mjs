import { existsSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { isReady } from './parts.mjs';
import { logs, root, staging } from './paths.mjs';
import { seconds, showStep } from './progress.mjs';
import { CommandFailed, runCommand } from './run-command.mjs';
import { installedParts } from './state.mjs';

/** What all parts are, and the archive of the largest with what is unpacked from it. */
const wantedBytes = 3e9;
const shownLines = 12;

/** A part that could not be installed; the message is for the user and says what to do. */
export class InstallFailed extends Error {}

/**
 * Installs what is not ready of the given parts, each in a folder of its own that is moved to its place when it is
 * whole: however the run ends, a part is either there or not. Must be called by the holder of the lock.
 * @param {object[]} selected parts, in order
 * @param {{programs: object, noteCommand: Function, signal: AbortSignal}} tools
 * @throws {InstallFailed}
 */
export async function installParts(selected, { programs, noteCommand, signal }) {
  rmSync(staging, { recursive: true, force: true });
  const missing = selected.filter((part) => !isReady(part));
  if (missing.length === 0) return;
  mkdirSync(staging, { recursive: true });
  checkSpace();
  console.log(`Setting up ${missing.length} of ${selected.length} parts, once, into ignored folders of ${root}`);
  const started = Date.now();
  try {
    for (const [index, part] of missing.entries()) {
      const label = `  [${index + 1}/${missing.length}] ${part.title.padEnd(22)} ${part.version()}`;
      await installPart(part, label, { programs, noteCommand, signal });
    }
    console.log(`Set up in ${seconds(Date.now() - started)}`);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

async function installPart(part, label, { programs, noteCommand, signal }) {
  const log = join(logs, `${part.id}.log`);
  rmSync(log, { force: true });
  // Taken before the work: what changes meanwhile must not count as installed.
  const key = part.key?.();
  const started = Date.now();
  try {
    await showStep(label, async () => {
      const folder = mkdtempSync(join(staging, `${part.id}-`));
      const run = (argv, { env, ...options } = {}) => {
        signal.throwIfAborted();
        // What a killed command leaves in its temporary folder goes with ours.
        return runCommand(argv, { ...options, env: { TMPDIR: folder, ...env }, log, onStart: noteCommand });
      };
      const made = await part.install({ folder, run, programs });
      signal.throwIfAborted();
      moveInto(made, part.target);
      if (key === undefined) return;
      installedParts.write(part.id, { key, at: new Date().toISOString(), seconds: (Date.now() - started) / 1000 });
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new InstallFailed(explain(part, error, log));
  }
}

/**
 * The old version, if any, goes away with the staging folder: servers that still run from it keep their open files
 * until then.
 */
function moveInto(made, target) {
  mkdirSync(dirname(target), { recursive: true });
  if (lstatSync(target, { throwIfNoEntry: false }))
    renameSync(target, join(mkdtempSync(join(staging, 'old-')), 'part'));
  renameSync(made, target);
}

function checkSpace() {
  const { bavail, bsize } = statfsSync(staging);
  if (bavail * bsize >= wantedBytes) return;
  const free = ((bavail * bsize) / 1e9).toFixed(1);
  throw new InstallFailed(`${wantedBytes / 1e9} GB of disk are needed for ${root}, ${free} GB are free.`);
}

function explain(part, error, log) {
  const output = error instanceof CommandFailed ? shorten(error.output.trimEnd().split('\n')) : [];
  return [
    `${part.title} could not be installed: ${error.message}`,
    ...output.map((line) => `  | ${line}`),
    ...(existsSync(log) ? [`All output: ${relative(process.cwd(), log)}`] : []),
    'Parts that are complete are kept; the next run goes on with this one.',
  ].join('\n');
}

/** npm and Maven say first what went wrong, pip says it last. */
const shorten = (lines) =>
  lines.length <= 2 * shownLines ? lines : [...lines.slice(0, shownLines), '…', ...lines.slice(-shownLines)];
