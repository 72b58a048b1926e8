import { dirname } from 'node:path';
import { Command } from 'commander';

import { queryKeptRun } from '../local/kept/query-kept-run';
import { printRows } from '../local/report/print-rows';
import { parse, runCommand } from './run-command';

const projectDirectory = dirname(__dirname);

const command = new Command('npm run local:sql --')
  .description('Asks the tables of a run that was kept, as one would ask Athena.')
  .argument('<statement>', 'such as "SELECT count(*) FROM salesdb_customer"')
  .option('--database <name>', 'database whose tables need no prefix (default: the only one)')
  .option('--parameter <values...>', 'values in SQL for each ? of the statement, such as 2 or "\'a text\'"');

interface Options {
  readonly database?: string;
  readonly parameter?: readonly string[];
}

async function main(): Promise<number> {
  const { database, parameter: parameters } = parse<Options>(command, process.argv.slice(2));
  const [sql = ''] = command.args;
  console.log(printRows(await queryKeptRun({ projectDirectory, sql, database, parameters })));
  return 0;
}

runCommand(main);
