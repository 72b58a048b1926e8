import { Command, Option } from 'commander';

import { EXIT_CODES } from '../../local/report/verdict';

/** Of `npm run local`. */
export interface Arguments {
  readonly environment: string;
  readonly pipeline?: string;
  readonly walkthrough?: string;
  readonly walkthroughsIn?: string;
  readonly keep: boolean;
  readonly keepOnFailure: boolean;
  readonly proofs: boolean;
  readonly skipProof: string[];
  readonly every?: string;
  readonly fresh: boolean;
  readonly synth: boolean;
  readonly app?: string;
  readonly data?: string;
  readonly seed?: string;
  readonly changes: string;
}

/** Where an app that was synthesized before is looked for. */
export const SYNTHESIZED_APP = 'cdk.out';

/** `npm run local`; another option stands in `known-options.mjs`, too. */
export function localCommand(): Command {
  return new Command('npm run local --')
    .description('Runs an environment on this computer from its synthesized templates, and proves its pipelines.')
    .addOption(new Option('--environment <name>', 'environment to run, such as dev or prod').default('dev'))
    .option('--pipeline <name>', 'run one pipeline, with whatever it reads from (default: all of the environment)')
    .option('--walkthrough <name>', 'run what a walkthrough requires, and play no other (default: all that are here)')
    .option('--walkthroughs-in <folder>', 'more walkthroughs: <name>/walkthrough.ts, each')
    .option('--keep', 'stay up after the proofs until Ctrl-C; endpoints in out/local/endpoints.json', false)
    .option('--keep-on-failure', 'the same, only if something failed: for runs that nobody watches', false)
    .option('--no-proofs', 'prove nothing: with --keep, a platform to change and to try things on')
    .addOption(
      new Option(
        '--skip-proof <ids...>',
        'leave out proofs that no other needs: rerun, or a walkthrough by its name',
      ).default([], 'none'),
    )
    .option(
      '--every <duration>',
      'with --keep, run every job at this interval, such as 30s (default: its own schedule)',
    )
    .option('--fresh', 'erase what earlier runs cached', false)
    .option('--no-synth', `run the app in ${SYNTHESIZED_APP} as it is`)
    .option('--app <directory>', 'run the synthesized app in this directory as it is')
    .option(
      '--data <folder>',
      'scripts, such as dumps, for databases without a sample: <key>.sql, or <key>/*.sql (default: samples)',
    )
    .option('--changes <number>', 'row changes that are made to the captured tables, at least; 0 for none', '2000')
    .option('--seed <number>', 'what the changes are made of: the same number, the same changes (default: any)')
    .addHelpText(
      'after',
      `
Exit codes:
  ${EXIT_CODES.passed}   every proof passed, and what failed meanwhile works again
  ${EXIT_CODES.notPassed}   a proof is red, something died that restarts do not bring back, or a role was denied
     something or may do what nobody needs
  ${EXIT_CODES.broken}   the run broke: a step failed, or this machine lacks something
  ${EXIT_CODES.wrongArgument}  a wrong argument
  128 and more: stopped by a signal, such as 130 for Ctrl-C before the proofs were over`,
    );
}
