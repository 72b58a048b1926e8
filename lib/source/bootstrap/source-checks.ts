import { literal, type SqlValue } from '../../core/render-sql';
import type { CapturedTable } from './bootstrap-request';
import type { BootstrapSession } from './bootstrap-session';
import { type CascadeRow, cascadeProblems } from './cascade-problems';
import { columnFindings, isExcluded, missingExclusions } from './column-findings';
import { type ServerSettings, settingProblems, type TableKeyRow, tableProblems } from './source-problems';
import type { SourceColumn } from './type-holds';
import { mustHaveNoZeroDate, sqlModeProblems } from './zero-date-problems';

/**
 * What has to be true of a source that is captured. Every check only reads, and answers with `property rule, got: value`
 * sentences, none where all is well.
 */
export class SourceChecks {
  private readonly columnRows = new Map<CapturedTable, Promise<SourceColumn[]>>();

  constructor(
    private readonly session: BootstrapSession,
    private readonly tables: readonly CapturedTable[],
  ) {}

  /** Server settings that change capture cannot work with. */
  async settings(): Promise<string[]> {
    return settingProblems(await this.readSettings());
  }

  /** Everything that a look at the definitions of the captured tables tells. */
  async definitions(): Promise<string[]> {
    return [...(await this.keys()), ...(await this.columns()), ...(await this.cascades()), ...(await this.sqlMode())];
  }

  /** Columns of a table that are captured, as the server describes them; none for a table that is not there. */
  async columnsOf(table: CapturedTable): Promise<SourceColumn[]> {
    return (await this.describedColumns(table)).filter(({ columnName }) => !isExcluded(table, columnName));
  }

  private describedColumns(table: CapturedTable): Promise<SourceColumn[]> {
    const known = this.columnRows.get(table);
    if (known !== undefined) {
      return known;
    }
    const rows = this.rowsOf<SourceColumn>('checks/030-table-columns.sql', table);
    this.columnRows.set(table, rows);
    return rows;
  }

  /** Captured tables that are missing or have another primary key. */
  private async keys(): Promise<string[]> {
    return this.ofEach(async (table) =>
      tableProblems(table, await this.rowsOf<TableKeyRow>('checks/020-table-key.sql', table)),
    );
  }

  /**
   * Declared columns that are missing, or whose type would lose values. Says which columns are not declared: their values
   * arrive as text until they are.
   */
  private async columns(): Promise<string[]> {
    return this.ofEach(async (table) => {
      const { problems, undeclared } = columnFindings(table, await this.columnsOf(table));
      const missing = missingExclusions(table, await this.describedColumns(table));
      if (undeclared.length > 0) {
        console.info(JSON.stringify({ table: `${table.schema}.${table.table}`, undeclaredColumns: undeclared }));
      }
      return [...problems, ...missing];
    });
  }

  /** Foreign keys because of which rows change that no log tells of. */
  private async cascades(): Promise<string[]> {
    return this.ofEach(async (table) =>
      cascadeProblems(table, await this.rowsOf<CascadeRow>('checks/040-cascading-keys.sql', table)),
    );
  }

  /** A server that lets zero dates in, where a captured table must have none. */
  private async sqlMode(): Promise<string[]> {
    const strict: CapturedTable[] = [];
    for (const table of this.tables) {
      if (mustHaveNoZeroDate(table, await this.columnsOf(table))) {
        strict.push(table);
      }
    }
    return sqlModeProblems(String((await this.readSettings())['sql_mode']), strict);
  }

  private async readSettings(): Promise<ServerSettings> {
    const [settings] = await this.session.query({ file: 'checks/010-server-settings.sql', values: {} });
    return settings as ServerSettings;
  }

  private async ofEach(problemsOf: (table: CapturedTable) => Promise<readonly string[]>): Promise<string[]> {
    const problems: string[] = [];
    for (const table of this.tables) {
      problems.push(...(await problemsOf(table)));
    }
    return problems;
  }

  private async rowsOf<T>(file: string, { schema, table }: CapturedTable): Promise<T[]> {
    const values: Record<string, SqlValue> = { schema: literal(schema), table: literal(table) };
    return (await this.session.query({ file, values })) as T[];
  }
}
