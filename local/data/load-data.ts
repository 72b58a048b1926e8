import { readFileSync } from 'node:fs';
import type { Connection } from 'mysql2/promise';

import { LocalRunError } from '../local-run-error';
import type { DatabaseData } from './find-data';
import { runStatement } from './run-statement';
import { type ScriptStatement, schemaOfDump, splitScript } from './split-script';

/** Data that cannot be loaded as it is. */
export class DataError extends LocalRunError {}

/** A server that is made anew has no history to take over, and its log has to hold what is loaded. */
const PASSED_OVER =
  /^SET\s+(?:(?:GLOBAL|SESSION|LOCAL)\s+|@@(?:(?:GLOBAL|SESSION|LOCAL)\.)?)(?:GTID_PURGED|SQL_LOG_BIN)\b|^SET\s+(?:SQL_LOG_BIN|@MYSQLDUMP_TEMP_LOG_BIN)\b/i;

const OF_SCRIPT = /^SET\s+(?:NAMES|CHARACTER\s+SET|CHARSET)\s+['"]?(\w+)/i;
const SENT_AS_IT_IS = /^(?:utf8|utf8mb3|utf8mb4|binary|default)$/i;

const OF_THE_SERVER = /^USE\s+[`'"]?(?:mysql|sys|information_schema|performance_schema)\b/i;

// biome-ignore lint/suspicious/noControlCharactersInRegex: every character that is more than one byte
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * Makes the tables and rows of scripts, dumps with rows included, each in a session of its own. Foreign keys are not looked at
 * meanwhile, as a dump would have it.
 *
 * @param connect a session of a user who may do everything
 * @param schema of statements that name none, where no dump has said before what it was made of
 * @throws DataError with file, line and the server's words
 */
export async function loadData(connect: () => Promise<Connection>, data: DatabaseData, schema: string): Promise<void> {
  let own = schema;
  for (const file of data.files) {
    const script = readScript(file);
    own = schemaOfDump(script) ?? own;
    const connection = await connect();
    try {
      await connection.query('CREATE DATABASE IF NOT EXISTS ??', [own]);
      await connection.query('USE ??', [own]);
      await connection.query('SET FOREIGN_KEY_CHECKS = 0');
      const isPlain = ASCII.test(script);
      for (const statement of splitScript(script)) await run(connection, file, statement, isPlain);
    } finally {
      await connection.end();
    }
  }
}

async function run(connection: Connection, file: string, statement: ScriptStatement, isPlain: boolean): Promise<void> {
  const { bare, line } = statement;
  if (PASSED_OVER.test(bare)) return;
  const refuse = (rule: string, got: string): never => {
    throw new DataError(`\`${file}:${line}\` must ${rule}, got: ${got}`);
  };
  const characterSet = OF_SCRIPT.exec(bare)?.[1];
  if (characterSet !== undefined && !SENT_AS_IT_IS.test(characterSet) && !isPlain) {
    refuse('name utf8 or utf8mb4, for the file is UTF-8 and not ASCII', characterSet);
  }
  if (OF_THE_SERVER.test(bare)) refuse("be about a team's own databases", bare);
  try {
    await runStatement(connection, statement);
  } catch (error) {
    refuse('be a statement that MySQL takes', (error as Error).message);
  }
}

/** @throws DataError for a file that is not UTF-8 */
export function readScript(file: string): string {
  const bytes = readFileSync(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    // Node's own words for more bytes than a text may have say so; of others there is one reason.
    const reason = (error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    throw new DataError(
      reason
        ? `\`${file}\` must be UTF-8, got: other bytes; dump with --default-character-set=utf8mb4 and --hex-blob, or --encoding=UTF8`
        : `\`${file}\` must be less than half a gigabyte, got: ${bytes.length} bytes`,
    );
  }
}
