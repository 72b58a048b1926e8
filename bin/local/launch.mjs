import { createRequire } from 'node:module';
import { main as setUp } from '../setup/command-line.mjs';
import { isReady, selectParts } from '../setup/parts.mjs';
import { optionProblem } from './known-options.mjs';

/** What set-up answers when it failed, and what a run answers then. */
const setupFailed = 1;
const exitCodes = { broken: 2, wrongArgument: 64 };

/**
 * Runs `npm run local`: a wrong argument is answered before the minutes that set-up may take. What cannot be known without
 * packages waits for them, and for nothing else.
 *
 * @param {string[]} args arguments of the command
 * @returns {Promise<number>} its exit code
 */
export async function launch(args) {
  const packages = selectParts(['node']);
  if (!packages.every((part) => isReady(part))) {
    const problem = optionProblem(args);
    if (problem !== undefined) {
      console.error(problem);
      return exitCodes.wrongArgument;
    }
    const code = await install(['--parts', 'node']);
    if (code !== 0) return code;
  }
  const require = createRequire(import.meta.url);
  require('ts-node/register/transpile-only');
  return require('../local.ts').main(args, () => install([]));
}

/** @returns {Promise<number>} exit code of a run that cannot go on, or 0 */
async function install(args) {
  const code = await setUp(args);
  return code === setupFailed ? exitCodes.broken : code;
}
