import { join } from 'node:path';
import { literal } from '../../core/render-sql';
import { BootstrapSession } from '../bootstrap/bootstrap-session';
import type { SqlConnection } from '../bootstrap/sql-connection';
import type { DescribedTable } from './described-table';

export type ListedTable = Pick<DescribedTable, 'schema' | 'table' | 'kind'>;

/** Rows that a check of the bootstrap, by the name of its file, has of one table. */
export type TableRows = <T>(file: string) => Promise<T[]>;

/**
 * Describes each table that a user may see and that is wanted.
 *
 * @param dialect folder of its statements, here and of the bootstrap
 */
export async function describeEach(
  connection: SqlConnection,
  dialect: 'mysql' | 'postgres',
  isWanted: (table: ListedTable) => boolean,
  describe: (table: ListedTable, rowsOf: TableRows) => Promise<DescribedTable>,
): Promise<DescribedTable[]> {
  const listing = new BootstrapSession(connection, join(__dirname, dialect), []);
  const checks = new BootstrapSession(connection, join(__dirname, '..', 'bootstrap', dialect, 'checks'), []);
  const found = (await listing.query({ file: '010-tables.sql', values: {} })) as unknown as ListedTable[];
  const described: DescribedTable[] = [];
  for (const table of found.filter(isWanted)) {
    const values = { schema: literal(table.schema), table: literal(table.table) };
    described.push(
      await describe(table, async <T>(file: string) => (await checks.query({ file, values })) as unknown as T[]),
    );
  }
  return described;
}
