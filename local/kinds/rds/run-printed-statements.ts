import { readFileSync } from 'node:fs';
import type { DatabaseSession } from '../../databases/database-session';
import { LocalRunError } from '../../local-run-error';
import type { Credentials } from '../../session/running-platform';

/** Stands for a password in what the bootstrap prints. */
const PRINTED_PASSWORD = '<password of the secret>';

/**
 * Runs what a bootstrap printed that may prepare nothing itself, as an administrator of the database would: each statement as
 * it is, but with the password.
 *
 * @param logFile of the bootstrap
 * @param session of the administrator, which is ended
 * @param cdc user that connectors read with, as its secret says
 * @returns how many statements there were
 */
export async function runPrintedStatements(
  logFile: string,
  session: DatabaseSession,
  cdc: Credentials,
): Promise<number> {
  const statements = new Set(readFileSync(logFile, 'utf8').split('\n').flatMap(printedStatement));
  try {
    for (const statement of statements) {
      await session.play(statement.replaceAll(PRINTED_PASSWORD, cdc.password)).catch((cause: Error) => {
        throw new LocalRunError(`what the bootstrap printed is refused (${logFile}): ${statement}`, { cause });
      });
    }
  } finally {
    await session.end();
  }
  return statements.size;
}

function printedStatement(line: string): string[] {
  return line.startsWith('{"toBeRun":') ? [(JSON.parse(line) as { readonly toBeRun: string }).toBeRun] : [];
}
