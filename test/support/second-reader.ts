import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { runtimePaths } from '../../local/paths';
import type { QueryResult } from '../../local/servers/local-server';
import type { KeptRunFiles } from './kept-run';

const ROOT = resolve(__dirname, '..', '..');
const SCRIPT = join(__dirname, 'read-iceberg.py');
const MOST_OUTPUT = 256 * 2 ** 20;

const runFile = promisify(execFile);

/** What PyIceberg reads of tables of a run that stays up, by their names, `<database>.<table>`. */
export async function readByPyIceberg(
  files: KeptRunFiles,
  tables: readonly string[],
): Promise<Readonly<Record<string, QueryResult>>> {
  const { endpoint, region } = files.awsClient();
  const { python } = runtimePaths(join(ROOT, '.runtime'), process.env);
  const { stdout } = await runFile(python, [SCRIPT, endpoint, region, ...tables], { maxBuffer: MOST_OUTPUT });
  return JSON.parse(stdout) as Record<string, QueryResult>;
}

/** Columns in lower case and rows in an order of their own: what two readers of one table have in common. */
export function comparable({ columns, rows }: QueryResult): { readonly columns: string[]; readonly rows: string[] } {
  return {
    columns: columns.map((name) => name.toLowerCase()),
    rows: rows.map((row) => JSON.stringify(row)).sort(),
  };
}
