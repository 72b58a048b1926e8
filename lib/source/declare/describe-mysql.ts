import { HEARTBEAT_TABLE } from '../bootstrap/bootstrap-plan';
import type { CascadeRow } from '../bootstrap/cascade-problems';
import type { TableKeyRow } from '../bootstrap/source-problems';
import type { SqlConnection } from '../bootstrap/sql-connection';
import type { SourceColumn } from '../bootstrap/type-holds';
import { describeEach } from './describe-each';
import type { DescribedTable } from './described-table';
import { MYSQL_TYPES } from './mysql-types';

/**
 * Every table that a user may see, the platform's own aside.
 *
 * @param schemas those whose tables are wanted; all for undefined
 */
export function describeMysql(connection: SqlConnection, schemas?: readonly string[]): Promise<DescribedTable[]> {
  return describeEach(
    connection,
    'mysql',
    ({ schema, table }) => table !== HEARTBEAT_TABLE && schemas?.includes(schema) !== false,
    async (each, rowsOf) => ({
      ...each,
      keyRows: await rowsOf<TableKeyRow>('020-table-key.sql'),
      columns: await rowsOf<SourceColumn>('030-table-columns.sql'),
      untoldColumns: [],
      cascades: await rowsOf<CascadeRow>('040-cascading-keys.sql'),
      problems: [],
      types: MYSQL_TYPES,
    }),
  );
}
