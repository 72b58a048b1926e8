import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { literal, MYSQL, renderSql } from '../../core/render-sql';
import type { BootstrapStep, Credentials } from './bootstrap-plan';
import type { CapturedTable } from './bootstrap-request';
import { columnFindings } from './column-findings';
import { type ServerSettings, settingProblems, type TableKeyRow, tableProblems } from './source-problems';
import type { SourceColumn } from './type-holds';

/** Runs SQL files over one connection, and keeps passwords out of everything it says. */
export class BootstrapSession {
  private readonly passwords: readonly string[];

  /** @param folder absolute path of the dialect's SQL files */
  constructor(
    private readonly connection: Connection,
    private readonly folder: string,
    users: readonly (Credentials | undefined)[],
  ) {
    // As it is and as a literal spells it: a syntax error quotes the statement.
    this.passwords = users.flatMap((user) =>
      user === undefined ? [] : [MYSQL.quoteLiteral(user.password).slice(1, -1), user.password],
    );
  }

  /** @throws Error with the file's name where a statement fails */
  async run(steps: readonly BootstrapStep[]): Promise<void> {
    for (const step of steps) {
      await this.query(step);
      console.info(JSON.stringify({ statement: step.file }));
    }
  }

  /** @throws Error with every server setting that change capture cannot work with */
  async requireSettings(): Promise<void> {
    const [settings] = await this.query({ file: 'checks/010-server-settings.sql', values: {} });
    throwIfAny(settingProblems(settings as ServerSettings));
  }

  /** @throws Error with every captured table that is missing or has another primary key */
  async requireKeys(tables: readonly CapturedTable[]): Promise<void> {
    const problems: string[] = [];
    for (const table of tables) {
      const values = { schema: literal(table.schema), table: literal(table.table) };
      const rows = await this.query({ file: 'checks/020-table-key.sql', values });
      problems.push(...tableProblems(table, rows as TableKeyRow[]));
    }
    throwIfAny(problems);
  }

  /**
   * Says which columns are not declared: their values arrive as text until they are.
   *
   * @throws Error with every declared column that is missing, or whose type would lose values
   */
  async requireColumns(tables: readonly CapturedTable[]): Promise<void> {
    const problems: string[] = [];
    for (const table of tables) {
      const values = { schema: literal(table.schema), table: literal(table.table) };
      const rows = await this.query({ file: 'checks/030-table-columns.sql', values });
      const findings = columnFindings(table, rows as SourceColumn[]);
      problems.push(...findings.problems);
      if (findings.undeclared.length > 0) {
        console.info(
          JSON.stringify({ table: `${table.schema}.${table.table}`, undeclaredColumns: findings.undeclared }),
        );
      }
    }
    throwIfAny(problems);
  }

  close(): Promise<void> {
    return this.connection.end();
  }

  private async query({ file, values }: BootstrapStep): Promise<RowDataPacket[]> {
    try {
      const sql = renderSql(readFileSync(join(this.folder, file), 'utf8'), values, MYSQL);
      const [rows] = await this.connection.query<RowDataPacket[]>(sql);
      return rows;
    } catch (error) {
      // No cause: the driver's error carries the whole statement, and with it the password.
      throw new Error(`${file}: ${this.redact(error instanceof Error ? error.message : String(error))}`);
    }
  }

  private redact(message: string): string {
    return this.passwords.reduce((text, password) => text.replaceAll(password, '***'), message);
  }
}

function throwIfAny(problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(problems.join('; '));
  }
}
