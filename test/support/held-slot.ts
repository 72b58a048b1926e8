import type { Client } from 'pg';
import { select } from '../../local/databases/postgres/connect-postgres';
import type { PostgresSource } from './postgres-source';

/**
 * Has a transaction begin while a replication slot is made: the server waits for those that it finds, twice, and for none that
 * came since. Two hold it one after the other, and in between the third begins.
 *
 * @param make makes the slot, and resolves when that is done
 * @param begin the transaction's first statements, `BEGIN` not included
 * @returns the session in which that transaction is open
 */
export async function beginWhileSlotIsMade(
  source: PostgresSource,
  make: () => Promise<void>,
  begin: readonly string[],
): Promise<Client> {
  const [first, second, third] = await Promise.all([source.session(), source.session(), source.session()]);
  const firstId = await beginWithId(first);
  const made = make();
  // What makes it fail is said where it is waited for.
  made.catch(() => undefined);
  await untilAwaited(source, firstId, made);
  const secondId = await beginWithId(second);
  await first.query('COMMIT');
  await untilAwaited(source, secondId, made);
  await third.query('BEGIN');
  for (const statement of begin) await third.query(statement);
  await second.query('COMMIT');
  await made;
  return third;
}

/** @returns the id of the transaction, by which others wait for it */
async function beginWithId(session: Client): Promise<string> {
  await session.query('BEGIN');
  const [[id]] = (await select(session, 'SELECT pg_current_xact_id()::xid')) as [[string]];
  return id;
}

async function untilAwaited(source: PostgresSource, id: string, made: Promise<void>): Promise<void> {
  const seen = source.row(
    `SELECT pid FROM pg_locks WHERE locktype = 'transactionid' AND transactionid = '${id}' AND NOT granted`,
  );
  await Promise.race([seen, made.then(() => seen)]);
}
