import { join } from 'node:path';
import { HandlerBundle } from '../assets/handler-bundle';
import { sourceHash } from '../source/source-hash';

const REPOSITORY = join(__dirname, '..', '..');
const SQL_FOLDER = join(__dirname, 'sql');
/** What decides about statements besides their SQL, from the root of the repository. */
export const DECIDING_SOURCES: readonly string[] = [
  'connectors/column-type.ts',
  'connectors/dataset-column.ts',
  'connectors/dataset.ts',
  'connectors/source-policies.ts',
  'lib/core/packed-text.ts',
  'lib/core/render-sql.ts',
  'lib/warehouse/handler/handler.ts',
  'lib/warehouse/handler/statement-session.ts',
  'lib/warehouse/handler/warehouse-request.ts',
  'lib/warehouse/redshift-type.ts',
  'lib/warehouse/statement.ts',
  'lib/warehouse/statements.ts',
  'lib/warehouse/streaming-view.ts',
  'lib/warehouse/table-values.ts',
  'lib/warehouse/warehouse-table.ts',
];

/** The handler with its SQL. */
export const WAREHOUSE_BUNDLE = new HandlerBundle({ folder: __dirname });

/** Changes with the handler and its SQL: a property that makes every object be brought to what it is now. */
export function warehouseSourceHash(): string {
  return sourceHash(
    SQL_FOLDER,
    DECIDING_SOURCES.map((file) => join(REPOSITORY, file)),
  );
}
