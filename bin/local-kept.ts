import { dirname } from 'node:path';
import { Command } from 'commander';

import { commandKeptRun } from '../local/command-kept-run';
import type { ControlRequest } from '../local/control/control-message';
import { runCommand } from './run-command';

const projectDirectory = dirname(__dirname);

interface Which {
  readonly environment?: string;
  readonly run?: string;
}

const EXIT_CODES = `
Exit codes: 0 all is well, 1 something failed, is dead or is not there, 64 a wrong argument`;

/** Commands of a run that stays up, by the names of their npm scripts. */
async function main(): Promise<number> {
  let exitCode = 0;
  const program = new Command('npm run').exitOverride();
  const add = (name: string, description: string, request: (part?: string) => ControlRequest): void => {
    program
      .command(name)
      .description(description)
      .option('--environment <name>', 'environment that has to run (default: the one that runs)')
      .option('--run <id>', 'the run that is meant, when several stay up')
      .addHelpText('after', EXIT_CODES)
      .action(async (...given: unknown[]) => {
        const command = given.at(-1) as Command;
        const { environment, run } = command.opts<Which>();
        exitCode = await commandKeptRun({
          projectDirectory,
          environment,
          runId: run,
          request: request(command.args[0]),
          print: (line) => console.log(line),
        });
      });
  };
  add('local:job <name>', 'Runs a job of a run that was kept now, named as it is or by its pipeline.', (name = '') => ({
    command: 'job',
    name,
  }));
  add(
    'local:status',
    'Shows the servers, connectors and jobs of a run that was kept, and whether they are alive.',
    () => ({
      command: 'status',
    }),
  );
  add(
    'local:logs [part]',
    'Shows the end of the log of a server, connector, job or pipeline of a run that was kept; without one, which there are.',
    (part) => ({ command: 'logs', part }),
  );
  add('local:stop', 'Ends a run that was kept, and waits until it is gone.', () => ({ command: 'stop' }));
  await program.parseAsync(process.argv.slice(2), { from: 'user' });
  return exitCode;
}

runCommand(main);
