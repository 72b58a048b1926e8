import type { Connection } from 'mysql2/promise';
import { runStatement } from '../../local/data/run-statement';
import { splitScript } from '../../local/data/split-script';
import { TablesError } from './tables-error';

/** What makes or changes definitions, or says where; rows are not looked at. */
const RUN = /^(?:USE|SET|CREATE|ALTER|DROP|RENAME)\b/i;
/** What no table is made of. */
const PASSED_OVER = /^CREATE\s+(?:(?!TABLE|VIEW)\S+\s+)*?(?:TRIGGER|PROCEDURE|FUNCTION|EVENT|USER|ROLE)\b/i;
/** Without these the tables would be others than the script says. */
const NEEDED =
  /^(?:USE|(?:CREATE|ALTER|DROP|RENAME)\s+(?:TEMPORARY\s+|UNIQUE\s+|FULLTEXT\s+|SPATIAL\s+)*(?:TABLE|DATABASE|SCHEMA|INDEX))\b/i;

/**
 * Makes the tables of a script, as the client `mysql` would: with its delimiters, statement by statement.
 *
 * @param schema that statements are about which name none
 * @returns views that could not be made, which are no tables anyway
 * @throws TablesError with the line where a statement about tables fails
 */
export async function loadDump(
  connection: Connection,
  file: string,
  script: string,
  schema: string,
): Promise<readonly string[]> {
  await connection.query('CREATE DATABASE IF NOT EXISTS ??', [schema]);
  await connection.query('USE ??', [schema]);
  await connection.query('SET FOREIGN_KEY_CHECKS = 0');
  const failed: string[] = [];
  for (const statement of splitScript(script)) {
    const { bare, line } = statement;
    if (!RUN.test(bare) || PASSED_OVER.test(bare)) {
      continue;
    }
    try {
      await runStatement(connection, statement);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (NEEDED.test(bare)) {
        throw new TablesError(`\`${file}:${line}\` must be a statement that MySQL takes, got: ${reason}`);
      }
      const view = /\bVIEW\s+(\S+)/i.exec(bare)?.[1];
      if (view !== undefined && /^CREATE/i.test(bare)) {
        failed.push(`view ${view.replaceAll('`', '')}: its rows are those of tables`);
      }
    }
  }
  return failed;
}
