import { mysqlSplitterOptions, splitQuery } from 'dbgate-query-splitter';
import type { SplitResultItemRich } from 'dbgate-query-splitter/lib/splitQuery';
import type { Connection } from 'mysql2/promise';
import { TablesError } from './tables-error';

/** What makes or changes definitions, or says where; rows are not looked at. */
const RUN = /^(?:USE|SET|CREATE|ALTER|DROP|RENAME)\b/i;
/** What no table is made of. */
const PASSED_OVER = /^CREATE\s+(?:(?!TABLE|VIEW)\S+\s+)*?(?:TRIGGER|PROCEDURE|FUNCTION|EVENT|USER|ROLE)\b/i;
/** Without these the tables would be others than the script says. */
const NEEDED =
  /^(?:USE|(?:CREATE|ALTER|DROP|RENAME)\s+(?:TEMPORARY\s+|UNIQUE\s+|FULLTEXT\s+|SPATIAL\s+)*(?:TABLE|DATABASE|SCHEMA|INDEX))\b/i;

/** Schema that a dump of one database was made of, as `mysqldump` writes it into the second line. */
export function schemaOfDump(script: string): string | undefined {
  return /^-- Host: \S+ +Database: (\S(?:.*\S)?) *$/m.exec(script.slice(0, 2_000))?.[1];
}

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
  for (const { text, trimStart } of statements(script)) {
    const bare = withoutComments(text);
    if (!RUN.test(bare) || PASSED_OVER.test(bare)) {
      continue;
    }
    try {
      await connection.query(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (NEEDED.test(bare)) {
        throw new TablesError(
          `\`${file}:${(trimStart?.line ?? 0) + 1}\` must be a statement that MySQL takes, got: ${reason}`,
        );
      }
      const view = /\bVIEW\s+(\S+)/i.exec(bare)?.[1];
      if (view !== undefined && /^CREATE/i.test(bare)) {
        failed.push(`view ${view.replaceAll('`', '')}: its rows are those of tables`);
      }
    }
  }
  return failed;
}

function statements(script: string): SplitResultItemRich[] {
  // The splitter knows no comments of this kind.
  const plain = script.replaceAll(/^[ \t]*#.*$/gm, '');
  return splitQuery(plain, { ...mysqlSplitterOptions, returnRichInfo: true }) as SplitResultItemRich[];
}

/** What the server makes of it: comments gone, and what is for MySQL alone taken out of its own. */
function withoutComments(statement: string): string {
  return statement
    .replaceAll(/\/\*!\d*\s?([\s\S]*?)\*\//g, '$1')
    .replaceAll(/\/\*[\s\S]*?\*\//g, ' ')
    .replaceAll(/^\s*--.*$/gm, '')
    .trim();
}
