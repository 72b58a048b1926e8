import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { parseDuration } from '../local/jobs/parse-duration';
import { WrongArgumentError } from '../local/local-run-error';
import { Terminal } from '../local/report/terminal';
import { EXIT_CODES } from '../local/report/verdict';
import { type RunOptions, skippableProofs } from '../local/run-options';
import { findWalkthroughs } from '../local/walkthroughs/find-walkthroughs';
import type { NamedWalkthrough } from '../local/walkthroughs/walkthrough';
import { type Arguments, localCommand, SYNTHESIZED_APP } from './local/command';
import { type NamedEnvironment, requireKnownNames } from './local/require-known-names';
import { workloadOrder } from './local/workload-order';
import { exitCodeOfCommand, parse } from './run-command';

// The SDK's notice about future versions of Node would stand in the middle of every run's steps.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const projectDirectory = dirname(__dirname);

/**
 * `npm run local`.
 *
 * @param setUp is called once the arguments are known to mean something; its result ends the command unless it is 0
 * @returns the exit code
 */
export async function main(argv: readonly string[], setUp: () => Promise<number>): Promise<number> {
  return exitCodeOfCommand(
    async () => {
      const options = await readOptions(parse<Arguments>(localCommand(), argv));
      const code = await setUp();
      if (code !== 0) return code;
      // Only now: it needs seconds to load, for which a wrong argument does not wait.
      const { runLocal } = await import('../local/run');
      return runLocal(options);
    },
    { failed: EXIT_CODES.broken },
  );
}

/** @throws WrongArgumentError for what cannot be meant */
async function readOptions(args: Arguments): Promise<RunOptions> {
  const { environment, pipeline, walkthrough, keep, keepOnFailure, proofs, skipProof, every, fresh, synth, app } = args;
  if (every !== undefined && !keep) throw new WrongArgumentError(`\`--every\` must go with \`--keep\`, got: ${every}`);
  const terminal = new Terminal(process.stdout, process.env);
  const everySeconds = every === undefined ? undefined : parseDuration('--every', every);
  const walkthroughs = knownWalkthroughs(args);
  const synthesized = app ?? (synth ? undefined : resolve(projectDirectory, SYNTHESIZED_APP));
  // What was synthesized earlier has names of its own.
  if (synthesized === undefined) {
    const environments = await declaredEnvironments();
    if (environments !== undefined) requireKnownNames(environments, environment, pipeline);
  }
  return {
    environment,
    pipeline,
    walkthrough,
    walkthroughs: walkthrough === undefined ? walkthroughs : walkthroughs.filter(({ name }) => name === walkthrough),
    keep,
    keepOnFailure,
    prove: proofs,
    skippedProofs: skipProof,
    everySeconds,
    fresh,
    dataFolder: existingFolder('--data', args.data) ?? join(projectDirectory, 'samples'),
    workload: workloadOrder(args),
    app: synthesized === undefined ? undefined : resolve(synthesized),
    projectDirectory,
    variables: process.env,
    print: (line) => terminal.print(line),
    showLive: terminal.showLive,
  };
}

/** @throws WrongArgumentError for names that no walkthrough, or no proof that may be left out, has */
function knownWalkthroughs({ pipeline, walkthrough, walkthroughsIn, skipProof }: Arguments): NamedWalkthrough[] {
  const folder = existingFolder('--walkthroughs-in', walkthroughsIn);
  const walkthroughs = [...findWalkthroughs(), ...(folder === undefined ? [] : findWalkthroughs(folder))];
  const names = walkthroughs.map(({ name }) => name);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (twice.length > 0) {
    throw new WrongArgumentError(
      `walkthroughs of \`--walkthroughs-in\` must have names of their own, got: ${twice.join(', ')}`,
    );
  }
  if (walkthrough !== undefined) {
    if (pipeline !== undefined) {
      throw new WrongArgumentError(`\`--walkthrough\` must be without \`--pipeline\`, got: ${pipeline}`);
    }
    requireOneOf('--walkthrough', names, walkthrough);
  }
  for (const proof of skipProof) requireOneOf('--skip-proof', skippableProofs(walkthroughs), proof);
  return walkthroughs;
}

function requireOneOf(option: string, known: readonly string[], given: string): void {
  if (known.includes(given)) return;
  throw new WrongArgumentError(`\`${option}\` must be one of ${known.join(', ')}, got: ${given}`);
}

/** @throws WrongArgumentError */
function existingFolder(option: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (statSync(given, { throwIfNoEntry: false })?.isDirectory()) return resolve(given);
  throw new WrongArgumentError(`\`${option}\` must be a folder, got: ${given}`);
}

/** @returns undefined where the configuration cannot be loaded: synthesis says why */
async function declaredEnvironments(): Promise<readonly NamedEnvironment[] | undefined> {
  try {
    return (await import('../lib/config/environments')).ENVIRONMENTS;
  } catch {
    return undefined;
  }
}

// Whoever imports it has set-up to do first.
if (require.main === module) {
  main(process.argv.slice(2), async () => 0).then((exitCode) => process.exit(exitCode));
}
