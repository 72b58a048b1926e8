import type { Client } from 'pg';
import type { DatabaseData } from './find-data';
import { DataError, readScript } from './load-data';
import { splitPostgresScript } from './split-postgres-script';

/** Roles, rights and owners of elsewhere are nobody here. */
const PASSED_OVER =
  /^(?:GRANT|REVOKE)\b|^ALTER\b[\s\S]*\bOWNER\s+TO\s+\S+$|^(?:CREATE|ALTER|DROP)\s+(?:ROLE|USER|GROUP|DATABASE|TABLESPACE)\b|^(?:ALTER\s+DEFAULT\s+PRIVILEGES|SET\s+(?:SESSION\s+|LOCAL\s+)?(?:ROLE|SESSION\s+AUTHORIZATION))\b/i;
const ROWS_OF_COPY = /^COPY\b[\s\S]*\bFROM\s+STDIN\b/i;

/**
 * Makes the tables and rows of scripts, each in a session of its own, as whoever owns them.
 *
 * @param connect a session of the database's owner
 * @throws DataError with file, line and the server's words
 */
export async function loadPostgresData(connect: () => Promise<Client>, data: DatabaseData): Promise<void> {
  for (const file of data.files) {
    const client = await connect();
    try {
      for (const { text, line } of splitPostgresScript(readScript(file))) await run(client, `${file}:${line}`, text);
    } finally {
      await client.end();
    }
  }
}

async function run(client: Client, place: string, statement: string): Promise<void> {
  if (PASSED_OVER.test(statement)) return;
  if (ROWS_OF_COPY.test(statement)) {
    throw new DataError(`\`${place}\` must have its rows as INSERT, got: COPY; dump with \`pg_dump --inserts\``);
  }
  try {
    await client.query(statement);
  } catch (error) {
    throw new DataError(`\`${place}\` must be a statement that PostgreSQL takes, got: ${(error as Error).message}`);
  }
}
