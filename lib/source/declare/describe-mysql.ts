import { join } from 'node:path';
import { literal } from '../../core/render-sql';
import { HEARTBEAT_TABLE } from '../bootstrap/bootstrap-plan';
import { BootstrapSession } from '../bootstrap/bootstrap-session';
import type { CascadeRow } from '../bootstrap/cascade-problems';
import type { TableKeyRow } from '../bootstrap/source-problems';
import type { SqlConnection } from '../bootstrap/sql-connection';
import type { SourceColumn } from '../bootstrap/type-holds';
import type { DescribedTable } from './described-table';
import { MYSQL_TYPES } from './mysql-types';

const CHECKS = join(__dirname, '..', 'bootstrap', 'mysql', 'checks');

/**
 * Every table that a user may see, the platform's own aside.
 *
 * @param schemas those whose tables are wanted; all for undefined
 */
export async function describeMysql(connection: SqlConnection, schemas?: readonly string[]): Promise<DescribedTable[]> {
  const listing = new BootstrapSession(connection, join(__dirname, 'mysql'), []);
  const checks = new BootstrapSession(connection, CHECKS, []);
  const found = (await listing.query({ file: '010-tables.sql', values: {} })) as unknown as Pick<
    DescribedTable,
    'schema' | 'table' | 'kind'
  >[];
  const described: DescribedTable[] = [];
  for (const each of found) {
    if (each.table === HEARTBEAT_TABLE || schemas?.includes(each.schema) === false) {
      continue;
    }
    const values = { schema: literal(each.schema), table: literal(each.table) };
    const rowsOf = async <T>(file: string): Promise<T[]> => (await checks.query({ file, values })) as unknown as T[];
    described.push({
      ...each,
      keyRows: await rowsOf<TableKeyRow>('020-table-key.sql'),
      columns: await rowsOf<SourceColumn>('030-table-columns.sql'),
      untoldColumns: [],
      cascades: await rowsOf<CascadeRow>('040-cascading-keys.sql'),
      problems: [],
      types: MYSQL_TYPES,
    });
  }
  return described;
}
