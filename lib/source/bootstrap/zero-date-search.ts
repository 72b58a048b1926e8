import { integer, name } from '../../core/render-sql';
import type { CapturedTable } from './bootstrap-request';
import { type BootstrapSession, StatementError } from './bootstrap-session';
import type { SourceChecks } from './source-checks';
import { dateColumns, mustHaveNoZeroDate, zeroDateProblem } from './zero-date-problems';

/** Together, whatever the number of columns: the deployment waits for it. */
const SEARCH_MILLISECONDS = 120_000;
/** Of one column. */
const COLUMN_MILLISECONDS = 10_000;

/**
 * Looks through the rows of the captured tables for zero dates that are there already. Where that takes too long it is said,
 * and nothing is concluded.
 *
 * @returns what was found, as `property rule, got: value` sentences
 */
export async function searchZeroDates(
  session: BootstrapSession,
  checks: SourceChecks,
  tables: readonly CapturedTable[],
): Promise<string[]> {
  const places: { readonly table: CapturedTable; readonly column: string }[] = [];
  for (const table of tables) {
    const columns = await checks.columnsOf(table);
    if (mustHaveNoZeroDate(table, columns)) {
      places.push(...dateColumns(columns).map((column) => ({ table, column })));
    }
  }
  const milliseconds = Math.min(COLUMN_MILLISECONDS, Math.floor(SEARCH_MILLISECONDS / Math.max(places.length, 1)));
  const problems: string[] = [];
  for (const { table, column } of places) {
    const value = await zeroDateIn(session, table, column, milliseconds);
    if (value !== undefined) {
      problems.push(zeroDateProblem(table, column, value));
    }
  }
  return problems;
}

async function zeroDateIn(
  session: BootstrapSession,
  { schema, table }: CapturedTable,
  column: string,
  milliseconds: number,
): Promise<string | undefined> {
  const values = {
    schema: name(schema),
    table: name(table),
    column: name(column),
    milliseconds: integer(milliseconds),
  };
  try {
    const [row] = await session.query({ file: 'checks/050-zero-date.sql', values });
    return row?.['value'] as string | undefined;
  } catch (error) {
    if (error instanceof StatementError && error.code === 'ER_QUERY_TIMEOUT') {
      console.info(
        JSON.stringify({ table: `${schema}.${table}`, column, zeroDates: `not found in ${milliseconds} ms` }),
      );
      return undefined;
    }
    throw error;
  }
}
