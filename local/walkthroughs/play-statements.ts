import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TableName } from '../databases/database-session';
import { openSession } from '../databases/open-session';
import { LocalRunError } from '../local-run-error';
import type { Credentials, RunningDatabase } from '../session/running-platform';

/** Rows of captured tables that were changed, by kind of change as Debezium spells it. */
export interface PlayedChanges {
  readonly c: number;
  readonly u: number;
  readonly d: number;
}

const KINDS: readonly [RegExp, keyof PlayedChanges][] = [
  [/^insert/i, 'c'],
  [/^update/i, 'u'],
  [/^delete/i, 'd'],
];
/** Blanks and comments; those of MySQL that are run (`/*!`) are none. */
const BEFORE_IT = /^(?:\s+|--\s[^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|\/\*(?!!)[\s\S]*?\*\/)*/;
const NAME = '(`(?:[^`]|``)+`|"(?:[^"]|"")+"|[^\\s.`"(]+)';
const TARGET = new RegExp(`^(?:insert|update|delete)\\s+(?:ignore\\s+)?(?:(?:into|from)\\s+)?${NAME}\\.${NAME}`, 'i');

/**
 * The `.sql` files of a folder, each a statement, in the order of their names.
 *
 * @throws LocalRunError where there is none
 */
export function readStatements(folder: string): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  if (files.length === 0) throw new LocalRunError(`\`${folder}\` must hold files that end in .sql, got: none`);
  return files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
}

/**
 * Plays statements, one transaction each.
 *
 * @returns what they changed in the tables that are captured
 */
export async function playStatements(
  database: RunningDatabase,
  statements: readonly string[],
  as: Credentials,
  captured: readonly TableName[],
): Promise<PlayedChanges> {
  const played = { c: 0, u: 0, d: 0 };
  const session = await openSession(database, as);
  try {
    for (const sql of statements) {
      const changed = await session.play(sql);
      const kind = changedKind(sql, captured);
      if (kind !== undefined) played[kind] += changed;
    }
  } finally {
    await session.end();
  }
  return played;
}

/** Which kind of change a statement makes to a captured table; undefined for all others. */
export function changedKind(sql: string, captured: readonly TableName[]): keyof PlayedChanges | undefined {
  const statement = sql.replace(BEFORE_IT, '');
  const [, schema, table] = TARGET.exec(statement) ?? [];
  if (schema === undefined || table === undefined) return undefined;
  const isCaptured = captured.some((each) => each.schema === plain(schema) && each.table === plain(table));
  return isCaptured ? KINDS.find(([pattern]) => pattern.test(statement))?.[1] : undefined;
}

function plain(name: string): string {
  const quote = name.charAt(0);
  return quote === '`' || quote === '"' ? name.slice(1, -1).replaceAll(quote + quote, quote) : name;
}
