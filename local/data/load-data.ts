import { readFileSync } from 'node:fs';
import type { Connection } from 'mysql2/promise';

import { LocalRunError } from '../local-run-error';
import type { DatabaseData } from './find-data';
import { schemaOfDump, splitScript } from './split-script';

/** Data that cannot be loaded as it is. */
export class DataError extends LocalRunError {}

/** A server that is made anew has no history to take over, and its log has to hold what is loaded. */
const PASSED_OVER = /^SET\s+@@(?:GLOBAL\.GTID_PURGED|SESSION\.SQL_LOG_BIN)\b|^SET\s+@MYSQLDUMP_TEMP_LOG_BIN\b/i;

/** Whoever made a view or trigger elsewhere is nobody here. */
const DEFINER = /\bDEFINER\s*=\s*(?:`[^`]*`|'[^']*'|[^\s@]+)@(?:`[^`]*`|'[^']*'|[^\s*/]+)/i;
const HAS_DEFINER = /^(?:CREATE|ALTER)\s[\s\S]{0,200}?\bDEFINER\b/i;

const SET_NAMES = /^SET\s+NAMES\s+'?(\w+)'?/i;

/**
 * Makes the tables and rows of scripts, dumps with rows included. Foreign keys are not looked at meanwhile, as a dump would
 * have it.
 *
 * @param connection of a user who may do everything
 * @param schema of statements that name none, where the dump does not say what it was made of
 * @throws DataError with file, line and the server's words
 */
export async function loadData(connection: Connection, data: DatabaseData, schema: string): Promise<void> {
  for (const file of data.files) {
    const script = readScript(file);
    const own = schemaOfDump(script) ?? schema;
    await connection.query('CREATE DATABASE IF NOT EXISTS ??', [own]);
    await connection.query('USE ??', [own]);
    await connection.query('SET FOREIGN_KEY_CHECKS = 0');
    for (const { text, bare, line } of splitScript(script)) {
      if (bare === '' || PASSED_OVER.test(bare)) continue;
      requireReadable(file, line, bare);
      try {
        await connection.query(HAS_DEFINER.test(bare) ? text.replace(DEFINER, '') : text);
      } catch (error) {
        throw new DataError(
          `\`${file}:${line}\` must be a statement that MySQL takes, got: ${(error as Error).message}`,
        );
      }
    }
  }
}

function readScript(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch {
    throw new DataError(
      `\`${file}\` must be UTF-8, got: other bytes; dump with --default-character-set=utf8mb4 and --hex-blob`,
    );
  }
}

/** Whatever a script says of itself, it is sent as UTF-8. */
function requireReadable(file: string, line: number, bare: string): void {
  const characterSet = SET_NAMES.exec(bare)?.[1];
  if (characterSet !== undefined && !/^(utf8|utf8mb3|utf8mb4)$/i.test(characterSet)) {
    throw new DataError(`\`${file}:${line}\` must name utf8 or utf8mb4, got: ${characterSet}`);
  }
}
