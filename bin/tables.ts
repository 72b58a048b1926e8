import { dirname } from 'node:path';
import { Command } from 'commander';

import { TablesFileError } from '../lib/source/declare/tables-file';
import { LocalRunError } from '../local/local-run-error';
import { runCommand } from './run-command';
import { PASSWORD_VARIABLE } from './tables/ask-password';
import type { Trust } from './tables/connect-live';
import { TablesError } from './tables/tables-error';
import { updateTables } from './tables/update-tables';

interface Arguments {
  readonly database: string;
  readonly from: string;
  readonly schema?: string;
  readonly ca?: string;
  readonly unverifiedTls: boolean;
  readonly acknowledgeCascades: boolean;
}

const root = dirname(__dirname);

const command = new Command('npm run tables --')
  .description('Writes the tables of a database into lib/config/tables, or adds what is new to those that are there.')
  .requiredOption('--database <key>', 'what the database is called in environments; names the file')
  .requiredOption(
    '--from <source>',
    `a file of DDL such as \`mysqldump --no-data\` or \`pg_dump --schema-only\` writes, mysql://user@host[:port][/schema], or postgres://user@host[:port]/database; the password is asked for, or taken from ${PASSWORD_VARIABLE}`,
  )
  .option(
    '--schema <name>',
    'schema of a file of MySQL without USE (default: the one it was dumped from, that of the tables that are there, or the key); of PostgreSQL the only one whose tables are wanted (default: all)',
  )
  .option('--ca <file>', "PEM of the authority of the server's certificate (default: those of RDS)")
  .option('--unverified-tls', 'take any certificate: whoever is on the way can read the password', false)
  .option('--acknowledge-cascades', 'declare tables whose rows foreign keys change, which no log tells of', false)
  .parse();

async function main(): Promise<number> {
  const { database, from, schema, ca, unverifiedTls, acknowledgeCascades } = command.opts<Arguments>();
  if (ca !== undefined && unverifiedTls) throw new TablesError('`--ca` must not go with `--unverified-tls`, got: both');
  const verified: Trust = ca === undefined ? { kind: 'rds' } : { kind: 'file', path: ca };
  await updateTables({
    root,
    database,
    from,
    schema,
    trust: unverifiedTls ? { kind: 'anyone' } : verified,
    acknowledgeCascades,
    variables: process.env,
    print: (line) => console.log(line),
  });
  return 0;
}

runCommand(main, { actionable: [TablesError, TablesFileError, LocalRunError] });
