import { literal } from '../../core/render-sql';
import type { CapturedTable, SourceRequest } from './bootstrap-request';
import type { BootstrapSession } from './bootstrap-session';

/**
 * Tables that a request is about: all of them, or those that are there where others may come later. Says which are not.
 *
 * @param session of a user who sees them
 */
export async function presentTables(
  session: BootstrapSession,
  { capturedTables, whenTablesMissing }: SourceRequest,
): Promise<readonly CapturedTable[]> {
  if (whenTablesMissing === 'fail') {
    return capturedTables;
  }
  const present: CapturedTable[] = [];
  for (const captured of capturedTables) {
    const { schema, table } = captured;
    const values = { schema: literal(schema), table: literal(table) };
    if ((await session.query({ file: 'checks/020-table-key.sql', values })).length > 0) {
      present.push(captured);
    } else {
      console.info(JSON.stringify({ missingTable: `${schema}.${table}` }));
    }
  }
  return present;
}
