import { parseArgs } from 'node:util';

/** The options of `npm run local` as far as they are known before anything is installed; `command.ts` says the rest. */
export const knownOptions = {
  environment: { type: 'string' },
  pipeline: { type: 'string' },
  walkthrough: { type: 'string' },
  'walkthroughs-in': { type: 'string' },
  keep: { type: 'boolean' },
  'keep-on-failure': { type: 'boolean' },
  'no-proofs': { type: 'boolean' },
  'skip-proof': { type: 'string' },
  every: { type: 'string' },
  fresh: { type: 'boolean' },
  'no-synth': { type: 'boolean' },
  app: { type: 'string' },
  data: { type: 'string' },
  changes: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
};

/** Which option there is not, or lacks its value; undefined for none. */
export function optionProblem(args) {
  try {
    parseArgs({ args, options: knownOptions, allowPositionals: true });
    return undefined;
  } catch (error) {
    return `error: ${error.message}`;
  }
}
