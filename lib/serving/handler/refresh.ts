import { randomUUID } from 'node:crypto';
import {
  dueTime,
  type RefinedDefinition,
  type RefreshInput,
  refreshToken,
  tableOf,
  tokenOf,
} from '../refined-table-definition';
import { tableStatement, viewStatement } from '../refresh-statements';
import { AthenaSession } from './athena-session';
import { CatalogNames } from './catalog';
import { deleteObjects, foldersBelow } from './objects';
import { type RunContext, timeLeft } from './run-context';

/** For so long a refresh may still be at work, or a query read what it began with: a call is tried for an hour, and takes minutes. */
const KEPT_MS = 2 * 60 * 60 * 1000;

/** What a refresh did. */
export interface RefreshReport {
  /** The table that the view shows now. */
  readonly table: string;
  /** Whether its rows were written by this call. */
  readonly written: boolean;
  /** Tables of earlier refreshes that went, with their objects. */
  readonly dropped: readonly string[];
}

/**
 * Makes a table anew from its view, beside the one that there is, and then shows it. Readers see the rows of one refresh or of
 * the next, never a part. The same call again changes nothing, and one that comes late leaves a newer one alone.
 *
 * @throws StatementError with name, text and the server's words where a statement does not end well: all is as before then
 */
export async function refresh(
  { refresh: definition, due }: RefreshInput,
  context?: RunContext,
): Promise<RefreshReport> {
  const token = refreshToken(due);
  const catalog = new CatalogNames(definition.database);
  const session = new AthenaSession(definition, timeLeft(context));
  const table = tableOf(definition.view, token);
  const tokens = await tokensOf(definition, catalog);
  const written = tokens.every((each) => each < token);
  if (written) {
    await write(definition, table, token, session, catalog);
  }
  // Once more: a newer one may have come meanwhile.
  const newest = (await tokensOf(definition, catalog)).at(-1) ?? token;
  if (newest > token) {
    return report({ table: tableOf(definition.view, newest), written, dropped: [] });
  }
  await session.run(viewStatement(definition, table));
  // What it showed until now may still be read.
  const before = tokens.filter((each) => each < token).at(-1);
  const dropped = await dropOlder(definition, [token, before], catalog);
  return report({ table, written, dropped });
}

/** Each attempt has a folder of its own: of one that was given up, objects may still come. */
async function write(
  definition: RefinedDefinition,
  table: string,
  token: string,
  session: AthenaSession,
  catalog: CatalogNames,
): Promise<void> {
  const { bucket, prefix } = definition;
  try {
    await session.run(tableStatement(definition, table, `s3://${bucket}/${prefix}/${token}/${randomUUID()}/`));
  } catch (error) {
    // The attempt that was given up may have ended well meanwhile: a table is in the catalog once it is complete.
    if (!(await catalog.all()).includes(table)) {
      throw error;
    }
  }
}

/** Of complete tables, the oldest first. */
async function tokensOf({ view }: RefinedDefinition, catalog: CatalogNames): Promise<string[]> {
  return (await catalog.all()).flatMap((name) => tokenOf(view, name) ?? []).sort();
}

/** Also what refreshes left behind that failed: objects without a table. */
async function dropOlder(
  definition: RefinedDefinition,
  kept: readonly (string | undefined)[],
  catalog: CatalogNames,
): Promise<string[]> {
  const { view, bucket, prefix } = definition;
  const there = new Set([...(await tokensOf(definition, catalog)), ...(await foldersBelow(bucket, `${prefix}/`))]);
  const old = [...there].filter((token) => !kept.includes(token) && isOld(token)).sort();
  for (const token of old) {
    await catalog.remove(tableOf(view, token));
    await deleteObjects(bucket, `${prefix}/${token}/`);
  }
  return old.map((token) => tableOf(view, token));
}

function isOld(token: string): boolean {
  const due = dueTime(token);
  return due !== undefined && Date.now() - due > KEPT_MS;
}

function report(done: RefreshReport): RefreshReport {
  console.info(JSON.stringify(done));
  return done;
}
