import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REDSHIFT, renderSql, type SqlValues } from '../core/render-sql';

const SQL = join(__dirname, 'sql');
/** A statement of the Data API is no longer. */
export const LONGEST_STATEMENT = 200_000;

/** A statement, sent by itself. */
export interface Statement {
  /** What it is of, such as `salesdb.customer: merge`. */
  readonly name: string;
  readonly sql: string;
}

/** @throws Error where it would be longer than the service takes, or a name in it would end the body of a procedure */
export function statement(of: string, file: string, values: SqlValues): Statement {
  const sql = renderSql(sqlFile(file), values, REDSHIFT).trim();
  if (sql.length > LONGEST_STATEMENT) {
    throw new Error(
      `\`columns\` must make statements of at most ${LONGEST_STATEMENT} characters, got ${sql.length}: ${of}, ${file}`,
    );
  }
  if (sql.split('$$').length > 3) {
    throw new Error(`\`columns\` must be free of $$, which ends the body of a procedure: ${of}, ${file}`);
  }
  return { name: `${of}: ${file.replace(/^.*\/(\d+-)?/, '').replace(/\.sql$/, '')}`, sql };
}

/** @param file path below `sql` */
export function sqlFile(file: string): string {
  return readFileSync(join(SQL, file), 'utf8');
}
