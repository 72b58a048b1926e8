import { runStatement, type StatementContext, withParameters } from '../kinds/athena/run-statement';
import { DATA_CATALOG } from '../kinds/athena/service-provided';
import { LocalRunError } from '../local-run-error';
import { readEndpoints } from '../report/write-endpoints';
import type { QueryResult } from '../servers/local-server';

export interface KeptRunQuery {
  readonly projectDirectory: string;
  readonly sql: string;
  /** Whose tables need no prefix; undefined for the catalog's only one. */
  readonly database: string | undefined;
  /** SQL of the values that stand for each `?`, in their order. @default [] */
  readonly parameters?: readonly string[];
}

/** Part of every catalog, and no database of anybody. */
const OWN_SCHEMA = 'information_schema';

/** Nothing runs that could answer, or it is not clear what is asked. */
export class NoQueryEngineError extends LocalRunError {}

/**
 * Runs a statement in the query engine of a run that stays up.
 *
 * @throws NoQueryEngineError when there is none
 * @throws QueryError with the engine's message
 */
export async function queryKeptRun({
  projectDirectory,
  sql,
  database,
  parameters = [],
}: KeptRunQuery): Promise<QueryResult> {
  const endpoints = readEndpoints(projectDirectory);
  if (endpoints === undefined) throw new NoQueryEngineError('nothing stays up: start `npm run local -- --keep`');
  const engine = endpoints.servers.find(({ name }) => name === 'trino');
  if (engine === undefined)
    throw new NoQueryEngineError(`${endpoints.environment} has no workgroup, so nothing answers`);
  const url = `http://${engine.host}:${engine.port}`;
  const context: StatementContext = { url, catalog: DATA_CATALOG, schema: OWN_SCHEMA, session: {} };
  const schema = database ?? onlyDatabase(await runStatement('SHOW SCHEMAS', context));
  return runStatement(withParameters(sql, parameters), { ...context, schema });
}

function onlyDatabase({ rows }: QueryResult): string {
  const names = rows.map(([name]) => String(name)).filter((name) => name !== OWN_SCHEMA);
  const [name, second] = names;
  if (name !== undefined && second === undefined) return name;
  throw new NoQueryEngineError(
    `\`--database\` must be one of ${names.join(', ') || 'those there are: none'}, got: none`,
  );
}
