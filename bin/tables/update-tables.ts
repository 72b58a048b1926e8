import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DATABASE_KEY } from '../../lib/config/environment-problems';
import type { DeclareOptions } from '../../lib/source/declare/declare-table';
import { type MergedTables, mergeTables } from '../../lib/source/declare/merge-tables';
import { constantName, emptyTablesFile } from '../../lib/source/declare/render-table';
import { readTablesFile } from '../../lib/source/declare/tables-file';
import type { Trust } from './connect-live';
import { describeOrigin } from './describe-origin';
import { parseOrigin } from './parse-origin';
import { TablesError } from './tables-error';

export interface UpdateRequest extends DeclareOptions {
  /** Root of the project, with `.runtime`. */
  readonly root: string;
  /** Folder of the files of tables. @default - the project's */
  readonly folder?: string;
  /** Key of the database in environments. */
  readonly database: string;
  /** A file of DDL, or the URL of a server. */
  readonly from: string;
  /** Of a script of MySQL that chooses none, or the only one of PostgreSQL that is wanted. */
  readonly schema?: string;
  readonly trust: Trust;
  readonly variables: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
}

/**
 * Writes what a source has into the file of a database's tables, and says what it did not.
 *
 * @throws TablesError, TablesFileError or LocalRunError where nothing was written
 */
export async function updateTables(request: UpdateRequest): Promise<MergedTables> {
  const { root, database, from, print } = request;
  if (!DATABASE_KEY.test(database)) {
    throw new TablesError(
      `\`--database\` must be a letter followed by up to 39 letters, digits or -, got: ${database}`,
    );
  }
  const path = join(request.folder ?? join(root, 'lib', 'config', 'tables'), `${database}.ts`);
  const shown = relative(root, path);
  const known = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  const file = readTablesFile(shown, known ?? emptyTablesFile(database));
  const origin = await describeOrigin(parseOrigin(from), {
    ...request,
    schema: request.schema,
    usualSchema: onlySchema(file.entries.map(({ table }) => table)) ?? database,
  });
  if (origin.tables.length === 0) {
    throw new TablesError(`\`--from\` must have tables that may be seen, got: none in ${from}`);
  }
  const merged = mergeTables(file, origin.tables, request, origin.unread);
  const isNew = merged.added.length + merged.addedColumns.length > 0;
  if (isNew) {
    writeFileSync(path, formatted(root, merged.text));
  }
  const leftOut = [...merged.leftOut, ...origin.leftOut];
  print(
    `${shown}: ${count(merged.added.length, 'new table')}, ${count(merged.addedColumns.length, 'new column')}, from ${schemasOf(origin.tables).join(', ')}`,
  );
  for (const column of merged.addedColumns) print(`  new column   ${column}`);
  for (const reason of leftOut) print(`  left out     ${reason}`);
  for (const difference of merged.differences) print(`  to decide    ${difference}`);
  print(nextStep(root, database, shown, isNew));
  return { ...merged, leftOut };
}

function schemasOf(tables: readonly { readonly schema: string }[]): string[] {
  return [...new Set(tables.map(({ schema }) => schema))];
}

/** The schema that all of them are in. */
function onlySchema(tables: readonly { readonly schema: string }[]): string | undefined {
  const [schema, ...others] = schemasOf(tables);
  return others.length === 0 ? schema : undefined;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function nextStep(root: string, database: string, shown: string, isNew: boolean): string {
  const environments = join('lib', 'config', 'environments.ts');
  const known = readFileSync(join(root, environments), 'utf8').includes(`'./tables/${database}'`);
  if (known) {
    return isNew
      ? `Next: look at the difference of ${shown}. Captures and pipelines with \`tables: 'all'\` have what is new from the next deployment on; name it in the others.`
      : 'Nothing is new.';
  }
  const constant = constantName(database);
  return [
    `Next, in ${environments}:`,
    `  import { ${constant} } from './tables/${database}';`,
    `  databases: { '${database}': { …, tables: ${constant} } },`,
    `  captures: { '${database}': { database: '${database}', tables: 'all', … } },`,
    `and pipelines that say \`from: '${database}'\`.`,
  ].join('\n');
}

/** As the repository's formatter writes it. */
function formatted(root: string, text: string): string {
  const program = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = [program, 'format', '--stdin-file-path=lib/config/tables/formatted.ts'];
  return execFileSync(process.execPath, args, { cwd: root, input: text, encoding: 'utf8', maxBuffer: 1 << 28 });
}
