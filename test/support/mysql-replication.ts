import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection, RowDataPacket } from 'mysql2/promise';

import type { MysqlServer } from './mysql-server';

const REPLICATION_USER = { name: 'replication', password: 'Replication-pa55_word' };
const POLL_MILLISECONDS = 100;

/**
 * Lets a server replicate another one by GTID, as a read replica does. Both are as they were handed over: each forgets that it
 * made its admin itself, so that their logs begin with what is common to them.
 */
export async function replicate(primary: MysqlServer, replica: MysqlServer): Promise<void> {
  const { name, password } = REPLICATION_USER;
  await asRoot(primary, async (root) => {
    await root.query('RESET MASTER');
    await root.query(`CREATE USER ?@'%' IDENTIFIED BY ?`, [name, password]);
    await root.query(`GRANT REPLICATION SLAVE ON *.* TO ?@'%'`, [name]);
  });
  await asRoot(replica, async (root) => {
    await root.query('RESET MASTER');
    await root.query(
      `CHANGE MASTER TO MASTER_HOST = ?, MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,
         MASTER_SSL = 1, MASTER_AUTO_POSITION = 1`,
      [primary.host, primary.port, name, password],
    );
    await root.query('START SLAVE');
  });
}

/** Resolves once the replica has every transaction that the primary has now; rejects when it cannot apply one. */
export async function caughtUp(primary: MysqlServer, replica: MysqlServer): Promise<void> {
  const executed = await asRoot(primary, (root) => firstValue(root, 'SELECT @@gtid_executed'));
  await asRoot(replica, async (root) => {
    const wait = 'SELECT WAIT_FOR_EXECUTED_GTID_SET(?, 1)';
    while ((await firstValue(root, wait, [executed])) !== '0') {
      const [[status]] = await root.query<RowDataPacket[]>('SHOW SLAVE STATUS');
      const problem = status?.Last_SQL_Error || status?.Last_IO_Error;
      if (problem) throw new Error(`the replica stopped: ${problem}`);
    }
  });
}

/**
 * Resolves once a user reads the server's log no more. Only when the server has something to send does it see that a reader
 * has gone.
 *
 * @param write writes something that no reader wants
 */
export async function untilUnread(server: MysqlServer, user: string, write: string): Promise<void> {
  const readers = `SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE COMMAND LIKE 'Binlog Dump%' AND USER = ?`;
  await asRoot(server, async (root) => {
    do {
      await root.query(write);
      await sleep(POLL_MILLISECONDS);
    } while ((await firstValue(root, readers, [user])) !== '0');
  });
}

/** Makes the replica a server of its own. Its primary may be gone. */
export async function promote(replica: MysqlServer): Promise<void> {
  await asRoot(replica, async (root) => {
    await root.query('STOP SLAVE');
    await root.query('RESET SLAVE ALL');
  });
}

/** What begins the GTIDs of a server's own transactions. */
export function serverUuid(server: MysqlServer): Promise<string> {
  return asRoot(server, (root) => firstValue(root, 'SELECT @@server_uuid'));
}

/** Runs statements on a server, one transaction each. */
export function play(server: MysqlServer, statements: readonly string[]): Promise<void> {
  return asRoot(server, async (root) => {
    for (const statement of statements) await root.query(statement);
  });
}

/** Rows of a query, by its columns' names, numbers as text. */
export function select(server: MysqlServer, sql: string): Promise<Record<string, unknown>[]> {
  return asRoot(server, async (root) => (await root.query<RowDataPacket[]>(sql))[0].map((row) => ({ ...row })));
}

async function asRoot<Result>(server: MysqlServer, work: (root: Connection) => Promise<Result>): Promise<Result> {
  const root = await server.connect();
  return work(root).finally(() => root.end());
}

async function firstValue(root: Connection, sql: string, values: string[] = []): Promise<string> {
  const [[row]] = await root.query<RowDataPacket[]>(sql, values);
  return String(Object.values(row ?? {})[0]);
}
