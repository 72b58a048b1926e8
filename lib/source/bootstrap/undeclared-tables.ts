import { UNDECLARED_NAME, type UndeclaredTables } from '../../../connectors/sources/undeclared-tables';
import { literal } from '../../core/render-sql';
import type { CapturedTable, SourceRequest } from './bootstrap-request';
import type { BootstrapSession } from './bootstrap-session';
import type { TableKeyRow } from './source-problems';

/** Tables of a schema that nobody declared. */
export interface FoundTables {
  /** Those that are captured, with the keys that they have. */
  readonly tables: readonly CapturedTable[];
  /** What nothing could be told of them by, as `property rule, got: value` sentences. */
  readonly problems: readonly string[];
}

/**
 * Tables that are captured although nobody declared them, which have to be sound all the same: what a log tells otherwise than a
 * snapshot is wrong wherever it arrives. Says which are there and are not captured.
 *
 * @param session of a user who sees them
 */
export async function undeclaredTables(
  session: BootstrapSession,
  { capturedTables, undeclaredTables: schemas = [] }: SourceRequest,
): Promise<FoundTables> {
  const tables: CapturedTable[] = [];
  const problems: string[] = [];
  for (const captured of schemas) {
    const { schema } = captured;
    const declared = capturedTables.filter((table) => table.schema === schema).map(({ table }) => table);
    const names = await undeclaredNames(session, captured, declared);
    for (const table of names)
      tables.push({ schema, table, keyColumns: await keyOf(session, schema, table), columns: {} });
    problems.push(...caseProblems(schema, names, declared), ...(await grantProblems(session, schema)));
  }
  return { tables, problems };
}

async function undeclaredNames(
  session: BootstrapSession,
  { schema, except }: UndeclaredTables,
  declared: readonly string[],
): Promise<string[]> {
  const rows = await session.query({ file: 'checks/080-schema-tables.sql', values: { schema: literal(schema) } });
  const names = rows
    .map(({ tableName }) => String(tableName))
    .filter((name) => !declared.includes(name) && !except.includes(name));
  const isCaptured = new RegExp(`^${UNDECLARED_NAME}$`);
  for (const name of names.filter((each) => !isCaptured.test(each))) {
    console.info(JSON.stringify({ uncapturedTable: `${schema}.${name}` }));
  }
  return names.filter((name) => isCaptured.test(name));
}

async function keyOf(session: BootstrapSession, schema: string, table: string): Promise<string[]> {
  const values = { schema: literal(schema), table: literal(table) };
  const rows = (await session.query({ file: 'checks/020-table-key.sql', values })) as unknown as TableKeyRow[];
  return rows.flatMap(({ columnName }) => columnName ?? []);
}

/** The lake has lower case only: rows of both would be in one table, or one of them would be refused. */
function caseProblems(schema: string, names: readonly string[], declared: readonly string[]): string[] {
  const spelled = [...declared, ...names].map((name) => name.toLowerCase());
  return names
    .filter((_, index) => spelled.indexOf(spelled[declared.length + index] ?? '') !== declared.length + index)
    .map((name) => `tables of \`${schema}\` must be declared where their names differ in case only, got: ${name}`);
}

async function grantProblems(session: BootstrapSession, schema: string): Promise<string[]> {
  const rows = await session.query({ file: 'checks/085-schemas-alike.sql', values: { schema: literal(schema) } });
  return rows.map(
    ({ schemaName }) =>
      `tables of \`${schema}\` must all be declared while the server has a schema that a grant on ${schema}.* reaches as well, got: ${schemaName}`,
  );
}
