import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command, Option } from 'commander';

import { parseDuration } from '../local/jobs/parse-duration';
import { causeChain, LocalRunError } from '../local/local-run-error';
import { SKIPPABLE_PROOFS } from '../local/prove-pipelines';
import { EXIT_CODES } from '../local/report/verdict';
import { runLocal } from '../local/run';

interface Arguments {
  readonly environment: string;
  readonly pipeline?: string;
  readonly keep: boolean;
  readonly keepOnFailure: boolean;
  readonly proofs: boolean;
  readonly skipProof: string[];
  readonly every?: string;
  readonly fresh: boolean;
  readonly synth: boolean;
  readonly app?: string;
  readonly data: string;
}

/** Where an app that was synthesized before is looked for. */
const SYNTHESIZED_APP = 'cdk.out';

// The SDK's notice about future versions of Node would stand in the middle of every run's steps.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const projectDirectory = dirname(__dirname);

/** Of databases that are not given their sample by the bootstrap. */
const SAMPLES = join(projectDirectory, 'samples');

const command = new Command('npm run local --')
  .description('Runs an environment on this computer from its synthesized templates, and proves its pipelines.')
  .addOption(new Option('--environment <name>', 'environment to run, such as dev or prod').default('dev'))
  .option('--pipeline <name>', 'run one pipeline, with whatever it reads from (default: all of the environment)')
  .option('--keep', 'stay up after the proofs until Ctrl-C; endpoints in out/local/endpoints.json', false)
  .option('--keep-on-failure', 'the same, only if something failed: for runs that nobody watches', false)
  .option('--no-proofs', 'prove nothing: with --keep, a platform to change and to try things on')
  .addOption(
    new Option('--skip-proof <ids...>', 'leave out proofs that take long and that no other needs')
      .choices(SKIPPABLE_PROOFS)
      .default([], 'none'),
  )
  .option('--every <duration>', 'with --keep, run every job at this interval, such as 30s (default: its own schedule)')
  .option('--fresh', 'erase what earlier runs cached', false)
  .option('--no-synth', `run the app in ${SYNTHESIZED_APP} as it is`)
  .option('--app <directory>', 'run the synthesized app in this directory as it is')
  .option(
    '--data <folder>',
    'tables and rows of databases without a sample: scripts <key>.sql or <key>/*.sql, such as dumps',
    SAMPLES,
  )
  .addHelpText(
    'after',
    `
Exit codes:
  ${EXIT_CODES.passed}   every proof passed
  ${EXIT_CODES.notPassed}   a proof is red, a connector died, or a role was denied something or may do what nobody needs
  ${EXIT_CODES.broken}   the run broke: a step failed, or this machine lacks something
  ${EXIT_CODES.wrongArgument}  a wrong argument
  128 and more: stopped by a signal, such as 130 for Ctrl-C before the proofs were over`,
  )
  .parse();

async function main(): Promise<number> {
  const { environment, pipeline, keep, keepOnFailure, proofs, skipProof, every, fresh, synth, app, data } =
    command.opts<Arguments>();
  if (every !== undefined && !keep) throw new LocalRunError(`\`--every\` must go with \`--keep\`, got: ${every}`);
  if (!existsSync(data)) throw new LocalRunError(`\`--data\` must be a folder, got: ${data}`);
  const synthesized = app ?? (synth ? undefined : resolve(projectDirectory, SYNTHESIZED_APP));
  return runLocal({
    environment,
    pipeline,
    keep,
    keepOnFailure,
    prove: proofs,
    skippedProofs: skipProof,
    everySeconds: every === undefined ? undefined : parseDuration('--every', every),
    fresh,
    dataFolder: resolve(data),
    app: synthesized === undefined ? undefined : resolve(synthesized),
    projectDirectory,
    variables: process.env,
    print: (line) => console.log(line),
  });
}

main()
  .catch((error: unknown) => {
    // What a user can act on is a message; anything else is a defect, and its place in the code matters.
    console.error(error instanceof LocalRunError ? causeChain(error).join('\n  because: ') : error);
    return 1;
  })
  .then((exitCode) => process.exit(exitCode));
