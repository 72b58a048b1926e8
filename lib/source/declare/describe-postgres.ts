import { join } from 'node:path';
import { literal } from '../../core/render-sql';
import { PLATFORM_SCHEMA } from '../bootstrap/bootstrap-plan';
import { BootstrapSession } from '../bootstrap/bootstrap-session';
import type { PostgresColumn } from '../bootstrap/postgres-columns';
import {
  type PostgresTable,
  type SharedTypeName,
  tableTraitProblems,
  typeNameProblems,
} from '../bootstrap/postgres-problems';
import type { TableKeyRow } from '../bootstrap/source-problems';
import type { SqlConnection } from '../bootstrap/sql-connection';
import type { DescribedTable } from './described-table';
import { POSTGRES_TYPES } from './postgres-types';

const CHECKS = join(__dirname, '..', 'bootstrap', 'postgres', 'checks');

/**
 * Every table of a database, the platform's own aside: the catalog tells them to whoever is let in. Rows that foreign keys change
 * are in the log like others.
 *
 * @param schemas those whose tables are wanted; all for undefined
 */
export async function describePostgres(
  connection: SqlConnection,
  schemas?: readonly string[],
): Promise<DescribedTable[]> {
  const listing = new BootstrapSession(connection, join(__dirname, 'postgres'), []);
  const checks = new BootstrapSession(connection, CHECKS, []);
  const found = (await listing.query({ file: '010-tables.sql', values: {} })) as unknown as Pick<
    DescribedTable,
    'schema' | 'table' | 'kind'
  >[];
  const described: DescribedTable[] = [];
  for (const each of found) {
    if (each.schema === PLATFORM_SCHEMA || schemas?.includes(each.schema) === false) {
      continue;
    }
    const values = { schema: literal(each.schema), table: literal(each.table) };
    const rowsOf = async <T>(file: string): Promise<T[]> => (await checks.query({ file, values })) as unknown as T[];
    const columns = await rowsOf<PostgresColumn>('030-table-columns.sql');
    const traits = await rowsOf<PostgresTable>('025-table-traits.sql');
    described.push({
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
    });
  }
  return described;
}
