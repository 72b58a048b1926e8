import type { Connection } from 'mysql2/promise';

import type { ScriptStatement } from './split-script';

/** Whoever made a view or trigger elsewhere is nobody here. */
const NAME = '(?:`[^`]*`|\'[^\']*\'|"[^"]*"|[\\w$.%-]+)';
const DEFINER = new RegExp(
  `^((?:\\s|/\\*!\\d*|\\*/)*(?:CREATE|ALTER)\\b(?:\\s|/\\*!\\d*|\\*/|OR\\s+REPLACE\\b|ALGORITHM\\s*=\\s*\\w+)*)` +
    `DEFINER\\s*=\\s*(?:CURRENT_USER(?:\\s*\\(\\s*\\))?|${NAME}(?:\\s*@\\s*${NAME})?)`,
  'i',
);

const CHARACTER_SETTING = /^SET\b[\s\S]*\b(?:NAMES|CHARACTER\s+SET|CHARSET|character_set_\w+|collation_connection)\b/i;

/** Runs a statement of a script, for whoever is signed in, in the UTF-8 that the script was read as. */
export async function runStatement(connection: Connection, { text, bare }: ScriptStatement): Promise<void> {
  await connection.query(text.replace(DEFINER, '$1'));
  // Whatever a script says, and the driver would follow, it is sent as UTF-8.
  if (CHARACTER_SETTING.test(bare)) await connection.query('SET NAMES utf8mb4');
}
