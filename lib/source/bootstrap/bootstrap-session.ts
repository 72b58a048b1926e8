import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderSql, type SqlDialect } from '../../core/render-sql';
import type { BootstrapStep, Credentials } from './bootstrap-plan';
import { errorCode } from './retry-connect';
import type { ResultRow, SqlConnection } from './sql-connection';

/** A statement that failed. Has no cause: the driver's error carries the whole statement, and with it the password. */
export class StatementError extends Error {
  /** @param code the server's or the driver's name of what went wrong, such as `ER_QUERY_TIMEOUT`; empty without one */
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

/** Runs SQL files over one connection, and keeps passwords out of everything it says. */
export class BootstrapSession {
  private readonly passwords: readonly string[];

  /** @param folder absolute path of the dialect's SQL files */
  constructor(
    private readonly connection: SqlConnection,
    private readonly folder: string,
    users: readonly (Credentials | undefined)[],
  ) {
    // As it is and as a literal spells it: a syntax error quotes the statement.
    this.passwords = users.flatMap((user) =>
      user === undefined ? [] : [connection.quoting.quoteLiteral(user.password).slice(1, -1), user.password],
    );
  }

  /** @throws StatementError with the file's name where a statement fails */
  async run(steps: readonly BootstrapStep[]): Promise<void> {
    for (const step of steps) {
      await this.query(step).catch((error: StatementError) => {
        if (error.code !== step.doneBefore) {
          throw error;
        }
      });
      console.info(JSON.stringify({ statement: step.file }));
    }
  }

  /** @throws StatementError with the file's name where the statement fails */
  async query(step: BootstrapStep): Promise<readonly ResultRow[]> {
    return (await this.runOne(step)).rows;
  }

  /**
   * @returns rows that a statement found to change, also where they were so before
   * @throws StatementError with the file's name where the statement fails
   */
  async affected(step: BootstrapStep): Promise<number> {
    return (await this.runOne(step)).affected;
  }

  close(): Promise<void> {
    return this.connection.end();
  }

  private async runOne({ file, values }: BootstrapStep): ReturnType<SqlConnection['query']> {
    try {
      return await this.connection.query(
        renderSql(readFileSync(join(this.folder, file), 'utf8'), values, this.connection.quoting),
      );
    } catch (error) {
      const message = this.redact(error instanceof Error ? error.message : String(error));
      throw new StatementError(`${file}: ${message}`, errorCode(error));
    }
  }

  private redact(message: string): string {
    return this.passwords.reduce((text, password) => text.replaceAll(password, '***'), message);
  }
}

/** Statements as they would be run. */
export function renderSteps(folder: string, steps: readonly BootstrapStep[], quoting: SqlDialect): string[] {
  return steps.map(({ file, values }) => renderSql(readFileSync(join(folder, file), 'utf8'), values, quoting).trim());
}
