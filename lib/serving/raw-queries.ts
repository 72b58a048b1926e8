import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ATHENA, list, name, renderSql, type SqlValues } from '../core/render-sql';
import type { ParquetTable } from '../lake/parquet-table';
import { latestColumns } from './latest-statement';
import { latestViewName } from './latest-views';
import type { TableQuery } from './table-queries';

const SQL = join(__dirname, 'sql');

/** What a raw table is called, and which of its columns are of other types than their entries say. */
export type RawTable = Pick<ParquetTable, 'types' | 'tableName'>;

/** The statements of a raw table: all changes of one row, of either shape, and the newest rows of some keys. */
export function rawQueries(table: RawTable & Pick<ParquetTable, 'dataset'>): TableQuery[] {
  const { dataset, tableName } = table;
  const keys = list(dataset.keyColumns.map((key) => ({ key: name(key.toLowerCase()) })));
  const columns = list(latestColumns(table).map((column) => ({ column: name(column) })));
  const given = dataset.keyColumns.join(', ');
  const joined = dataset.keyColumns.join('/');
  const raw = { table: name(tableName), columns, keys };
  return [
    {
      name: 'raw_history',
      description: `Every flattened change of the row of ${dataset.table} with the key that is given as parameters (${given})`,
      sql: statement('060-raw-history.sql', raw),
    },
    {
      name: 'raw_history_nested',
      description: `The same of changes in their envelope (${given})`,
      sql: statement('070-raw-history-nested.sql', raw),
    },
    {
      name: 'latest_of_keys',
      description: `Newest rows of ${dataset.table} whose keys are given as one text: '1,2,3' of ${joined}`,
      sql: statement('080-latest-of-keys.sql', { view: name(latestViewName(table)), keys }),
    },
  ].map((query) => ({ ...query, name: `${tableName}_${query.name}` }));
}

function statement(file: string, values: SqlValues): string {
  return renderSql(readFileSync(join(SQL, file), 'utf8'), values, ATHENA).trim();
}
