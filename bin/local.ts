import { dirname, resolve } from 'node:path';
import { Command, Option } from 'commander';

import { parseDuration } from '../local/jobs/parse-duration';
import { LocalRunError } from '../local/local-run-error';
import { SKIPPABLE_PROOFS } from '../local/prove-pipelines';
import { runLocal } from '../local/run';
import { runCommand } from './run-command';

interface Arguments {
  readonly environment: string;
  readonly pipeline?: string;
  readonly keep: boolean;
  readonly proofs: boolean;
  readonly skipProof: string[];
  readonly every?: string;
  readonly fresh: boolean;
  readonly synth: boolean;
  readonly app?: string;
}

/** Where an app that was synthesized before is looked for. */
const SYNTHESIZED_APP = 'cdk.out';

// The SDK's notice about future versions of Node would stand in the middle of every run's steps.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const projectDirectory = dirname(__dirname);

const command = new Command('npm run local --')
  .description('Runs an environment on this computer from its synthesized templates, and proves its pipelines.')
  .addOption(new Option('--environment <name>', 'environment to run, such as dev or prod').default('dev'))
  .option('--pipeline <name>', 'run one pipeline, with whatever it reads from (default: all of the environment)')
  .option('--keep', 'stay up after the proofs until Ctrl-C; endpoints in out/local/endpoints.json', false)
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
  .parse();

async function main(): Promise<number> {
  const { environment, pipeline, keep, proofs, skipProof, every, fresh, synth, app } = command.opts<Arguments>();
  if (every !== undefined && !keep) throw new LocalRunError(`\`--every\` must go with \`--keep\`, got: ${every}`);
  const synthesized = app ?? (synth ? undefined : resolve(projectDirectory, SYNTHESIZED_APP));
  return runLocal({
    environment,
    pipeline,
    keep,
    prove: proofs,
    skippedProofs: skipProof,
    everySeconds: every === undefined ? undefined : parseDuration('--every', every),
    fresh,
    app: synthesized === undefined ? undefined : resolve(synthesized),
    projectDirectory,
    variables: process.env,
    print: (line) => console.log(line),
  });
}

runCommand(main);
