import type { SqlConnection } from '../../lib/source/bootstrap/sql-connection';
import { splitPostgresScript } from '../../local/data/split-postgres-script';
import { TablesError } from './tables-error';

/** How the text of a dump begins, of one database or of all. */
const HEADER = /^-- PostgreSQL database (?:cluster )?dump\s*$/gm;
const HEADER_WITHIN = 2_000;
/** What it says ahead of all tables, also where somebody has left comments out, as Rails does in `structure.sql`. */
const SETTING = /^(?:SET\s+standard_conforming_strings\b|SELECT\s+pg_catalog\.set_config\b)/im;
/** How `pg_dump` begins what only `pg_restore` can read. */
const ARCHIVE = 'PGDMP';

/** What makes or changes definitions, or says where; rows, rights and owners are not looked at. */
const RUN = /^(?:SET|CREATE|ALTER|DROP)\b|^SELECT\s+(?:pg_catalog\.)?set_config\s*\(\s*'search_path'/i;
/** What no table is made of, or says in which characters the driver speaks. */
const PASSED_OVER =
  /^CREATE\s+(?:CONSTRAINT\s+|EVENT\s+|OR\s+REPLACE\s+)*(?:TRIGGER|RULE|POLICY|ROLE|USER|GROUP|DATABASE|TABLESPACE|PUBLICATION|SUBSCRIPTION)\b|^(?:ALTER|DROP)\s+(?:DATABASE|ROLE|USER|DEFAULT\s+PRIVILEGES|PUBLICATION|SUBSCRIPTION)\b|^ALTER\b[\s\S]*\bOWNER\s+TO\s+\S+$|^SET\s+(?:SESSION\s+|LOCAL\s+)?(?:client_encoding|NAMES|ROLE|SESSION\s+AUTHORIZATION)\b/i;

const NAME = '(?:"(?:[^"]|"")*"|[\\p{L}\\p{N}_$]+)';
const NAMES = `(${NAME}(?:\\.${NAME})?)`;
const TABLE = new RegExp(
  `^(CREATE|ALTER)\\s+(?:(?:GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED)\\s+)*TABLE\\s+(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?(?:ONLY\\s+)?${NAMES}`,
  'iu',
);
const OTHER_ROWS = new RegExp(
  `^CREATE\\s+(?:OR\\s+REPLACE\\s+)?((?:MATERIALIZED\\s+|RECURSIVE\\s+)?VIEW|FOREIGN\\s+TABLE)\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?${NAMES}`,
  'iu',
);
const EXTENSION = new RegExp(`^CREATE\\s+EXTENSION\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(${NAME})`, 'iu');
/** What a table is without, and is a captured one all the same. */
const MAY_FAIL = /\b(?:FOREIGN\s+KEY|CHECK|EXCLUDE|UNIQUE|DROP|SET|CLUSTER|TRIGGER|RULE|POLICY|OWNER|REPLICA)\b/i;
/** Types, functions and tables that are not there. */
const UNDEFINED = ['42704', '42883', '42P01'];

/** What of a script is not there. */
export interface LoadedDump {
  /** Extensions that are not there, what needs them, and what is no table anyway; each with the reason. */
  readonly leftOut: readonly string[];
  /** `schema.table` of tables among them. */
  readonly unread: readonly string[];
}

/** @throws TablesError for what is made by `pg_dump`, and is no text */
export function isPostgresDump(script: string): boolean {
  if (script.startsWith(ARCHIVE)) {
    throw new TablesError(
      '`--from` must be a text, such as `pg_dump --schema-only` writes, got: an archive; `pg_restore --schema-only --file` makes a text of it',
    );
  }
  const first = script.slice(0, HEADER_WITHIN);
  return first.search(HEADER) >= 0 || SETTING.test(first);
}

/**
 * Makes the tables of what `pg_dump` wrote, statement by statement, for whoever is signed in: owners, rights, roles and rows of the
 * source are nobody's here.
 *
 * @throws TablesError with the line where a statement about tables fails
 */
export async function loadPostgresDump(connection: SqlConnection, file: string, script: string): Promise<LoadedDump> {
  const databases = script.match(HEADER)?.length ?? 0;
  if (databases > 1) {
    throw new TablesError(`\`${file}\` must be of one database, as \`pg_dump\` writes it, got: ${databases} headers`);
  }
  const leftOut: string[] = [];
  const missing = new Set<string>();
  for (const { text, line } of splitPostgresScript(script)) {
    if (!RUN.test(text) || PASSED_OVER.test(text)) {
      continue;
    }
    try {
      await connection.query(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const [, verb = '', table] = TABLE.exec(text) ?? [];
      if (table === undefined) {
        leftOut.push(...noTableReasons(text));
        continue;
      }
      if (/^CREATE$/i.test(verb) && UNDEFINED.includes((error as { code?: string }).code ?? '')) {
        missing.add(table);
        leftOut.push(`${plain(table)}: ${reason} where the file is read; read the server that has it`);
      } else if (/^CREATE$/i.test(verb) || !(missing.has(table) || MAY_FAIL.test(text))) {
        throw new TablesError(`\`${file}:${line}\` must be a statement that PostgreSQL takes, got: ${reason}`);
      }
    }
  }
  return { leftOut, unread: [...missing].map(plain) };
}

/** Why a statement that failed made nothing; none for what nobody misses. */
function noTableReasons(statement: string): string[] {
  const [, kind, name] = OTHER_ROWS.exec(statement) ?? [];
  if (kind !== undefined && name !== undefined) {
    const what = kind.toLowerCase().replaceAll(/\s+/g, ' ');
    const rows = what === 'foreign table' ? 'in the log of another server' : 'those of tables';
    return [`${what} ${plain(name)}: its rows are ${rows}`];
  }
  const extension = EXTENSION.exec(statement)?.[1];
  return extension === undefined ? [] : [`extension ${plain(extension)}: is not there where the file is read`];
}

/** A name as it is, without what quotes it. */
function plain(name: string): string {
  return name.replaceAll(/"((?:[^"]|"")*)"/g, (_, quoted: string) => quoted.replaceAll('""', '"'));
}
