import { dirname, resolve } from 'node:path';
import { Command, Option } from 'commander';

import { applyAssembly } from '../local/apply-assembly';
import { parse, runCommand } from './run-command';

interface Arguments {
  readonly environment?: string;
  readonly run?: string;
  readonly plan: boolean;
  readonly force: boolean;
  readonly synth: boolean;
  readonly app?: string;
}

/** Where an app that was synthesized before is looked for. */
const SYNTHESIZED_APP = 'cdk.out';

const projectDirectory = dirname(__dirname);

const command = new Command('npm run local:apply --')
  .description('Brings a run that was kept to what the app says now, as a deployment would; prints the plan first.')
  .option('--plan', 'only print what would be done', false)
  .option('--force', 'update stacks whose template did not change, too, as `cdk deploy --force`', false)
  .addOption(new Option('--environment <name>', 'environment that has to run (default: the one that runs)'))
  .option('--run <id>', 'the run to change, when several stay up')
  .option('--no-synth', `apply the app in ${SYNTHESIZED_APP} as it is`)
  .option('--app <directory>', 'apply the synthesized app in this directory as it is');

async function main(): Promise<number> {
  const { environment, run, plan, force, synth, app } = parse<Arguments>(command, process.argv.slice(2));
  const synthesized = app ?? (synth ? undefined : resolve(projectDirectory, SYNTHESIZED_APP));
  return applyAssembly({
    projectDirectory,
    app: synthesized,
    environment,
    runId: run,
    planOnly: plan,
    force,
    variables: process.env,
    print: (line) => console.log(line),
  });
}

runCommand(main);
