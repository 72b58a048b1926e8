import { PLATFORM_SCHEMA } from '../bootstrap/bootstrap-plan';
import type { PostgresColumn } from '../bootstrap/postgres-columns';
import {
  type PostgresTable,
  type SharedTypeName,
  tableTraitProblems,
  typeNameProblems,
} from '../bootstrap/postgres-problems';
import type { TableKeyRow } from '../bootstrap/source-problems';
import type { SqlConnection } from '../bootstrap/sql-connection';
import { describeEach } from './describe-each';
import type { DescribedTable } from './described-table';
import { POSTGRES_TYPES } from './postgres-types';

/**
 * Every table of a database, the platform's own aside: the catalog tells them to whoever is let in. Rows that foreign keys change
 * are in the log like others.
 *
 * @param schemas those whose tables are wanted; all for undefined
 */
export function describePostgres(connection: SqlConnection, schemas?: readonly string[]): Promise<DescribedTable[]> {
  return describeEach(
    connection,
    'postgres',
    ({ schema }) => schema !== PLATFORM_SCHEMA && schemas?.includes(schema) !== false,
    async (each, rowsOf) => {
      const columns = await rowsOf<PostgresColumn>('030-table-columns.sql');
      const traits = await rowsOf<PostgresTable>('025-table-traits.sql');
      return {
        ...each,
        keyRows: await rowsOf<TableKeyRow>('020-table-key.sql'),
        columns,
        untoldColumns: columns.flatMap(({ columnName, generated }) => (generated === true ? columnName : [])),
        cascades: [],
        problems: [
          ...traits.flatMap((own) => tableTraitProblems(each, own)),
          ...typeNameProblems(each, await rowsOf<SharedTypeName>('035-type-names.sql')),
        ],
        types: POSTGRES_TYPES,
      };
    },
  );
}
