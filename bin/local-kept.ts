import { dirname } from 'node:path';
import { Command, Option } from 'commander';
import type { ControlRequest } from '../local/control/control-message';
import { commandKeptRun } from '../local/kept/command-kept-run';
import { workloadOrder } from './local/workload-order';
import { runCommand } from './run-command';

const projectDirectory = dirname(__dirname);

interface Which {
  readonly environment?: string;
  readonly run?: string;
}

/** Of `local:prove`. */
interface Proving {
  readonly changes: string;
  readonly seed?: string;
  readonly skipProof: string[];
}

const EXIT_CODES = `
Exit codes: 0 all is well, 1 something failed, is dead or is not there, 64 a wrong argument`;

/** Commands of a run that stays up, by the names of their npm scripts. */
async function main(): Promise<number> {
  let exitCode = 0;
  const program = new Command('npm run').exitOverride();
  const add = (
    name: string,
    description: string,
    request: (part: string | undefined, options: Proving, others: readonly string[]) => ControlRequest,
    options: readonly Option[] = [],
  ): void => {
    const added = program
      .command(name)
      .description(description)
      .option('--environment <name>', 'environment that has to run (default: the one that runs)')
      .option('--run <id>', 'the run that is meant, when several stay up')
      .addHelpText('after', EXIT_CODES)
      .action(async (...given: unknown[]) => {
        const command = given.at(-1) as Command;
        const { environment, run, ...own } = command.opts<Which & Proving>();
        exitCode = await commandKeptRun({
          projectDirectory,
          environment,
          runId: run,
          request: request(command.args[0], own, command.args.slice(1)),
          print: (line) => console.log(line),
        });
      });
    for (const option of options) added.addOption(option);
  };
  add('local:job <name>', 'Runs a job of a run that was kept now, named as it is or by its pipeline.', (name = '') => ({
    command: 'job',
    name,
  }));
  add(
    'local:item <table> <key...>',
    'Shows an item of DynamoDB of a run that was kept, by its key: the hash, then what it is sorted by.',
    (table = '', _, key) => ({ command: 'item', table, key }),
  );
  add(
    'local:prove',
    'Proves again what there is now in a run that was kept, without walkthroughs, and writes its report.',
    (_, { skipProof, ...workload }) => ({ command: 'prove', workload: workloadOrder(workload), skipped: skipProof }),
    [
      new Option(
        '--changes <number>',
        'row changes that are made once it is proven; all is proven again after them',
      ).default('0'),
      new Option('--seed <number>', 'what the changes are made of (default: any)'),
      new Option('--skip-proof <ids...>', 'leave out what takes long').choices(['rerun']).default([], 'none'),
    ],
  );
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
