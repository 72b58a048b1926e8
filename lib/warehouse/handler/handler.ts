import type { Statement } from '../statement';
import { inspectStatements, isViewOf, retireStatements, schemaStatements, tableStatements } from '../statements';
import type { WarehouseTable } from '../warehouse-table';
import { StatementError, StatementSession } from './statement-session';
import { parseRequest, physicalId, type WarehouseRequest } from './warehouse-request';

/** What is left of a run of the function for its last request and its answer. */
const RESERVE_MS = 30_000;
/** Where nobody says how long it may run. */
const DEFAULT_TIME_MS = 15 * 60_000;
/** What is gone needs no end. */
const GONE = /does not exist|doesn't exist|not found/i;

/** What the provider framework hands over. */
export interface WarehouseEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResourceType: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

export interface WarehouseResponse {
  readonly PhysicalResourceId: string;
}

/**
 * Brings a schema, or a table with its views and its procedure, to what its definition says. May run again at any time.
 *
 * @throws StatementError with name, text and the server's words where a statement does not end well
 */
export async function handler(
  event: WarehouseEvent,
  context?: { getRemainingTimeInMillis(): number },
): Promise<WarehouseResponse> {
  const request = parseRequest(event.ResourceType, event.ResourceProperties);
  const time = context?.getRemainingTimeInMillis() ?? DEFAULT_TIME_MS;
  const session = new StatementSession(request.address, time - RESERVE_MS);
  if (event.RequestType === 'Delete') {
    await retire(request, session);
    return { PhysicalResourceId: event.PhysicalResourceId ?? physicalId(request) };
  }
  if (request.kind === 'schema') {
    await runAll(session, schemaStatements(request.schema));
  } else {
    await apply(request.table, session);
  }
  return { PhysicalResourceId: physicalId(request) };
}

async function apply(table: WarehouseTable, session: StatementSession): Promise<void> {
  const columns = await session.texts(inspectStatements(table).columns);
  await runAll(session, tableStatements(table, columns, await viewsOf(table, session)));
}

/** Ends what runs by itself. Data stays, and so do schemas, which may hold what others made there. */
async function retire(request: WarehouseRequest, session: StatementSession): Promise<void> {
  if (request.kind === 'schema') {
    return;
  }
  try {
    for (const statement of retireStatements(request.table, await viewsOf(request.table, session))) {
      await session.run(statement);
    }
  } catch (error) {
    if (!isGone(error)) {
      throw error;
    }
    console.warn(JSON.stringify({ gone: (error as Error).message }));
  }
}

async function viewsOf(table: WarehouseTable, session: StatementSession): Promise<string[]> {
  const views = await session.texts(inspectStatements(table).views);
  return views.filter((view) => isViewOf(table, view));
}

/** Its object, its database, or the whole workgroup. */
function isGone(error: unknown): boolean {
  if (error instanceof StatementError) {
    return GONE.test(error.words);
  }
  const { name, message } = error as Error;
  return name === 'ResourceNotFoundException' || (name === 'ValidationException' && GONE.test(message));
}

async function runAll(session: StatementSession, statements: readonly Statement[]): Promise<void> {
  for (const statement of statements) {
    console.info(JSON.stringify({ statement: statement.name }));
    await session.run(statement);
  }
}
