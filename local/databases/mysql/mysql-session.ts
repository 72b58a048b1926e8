import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import mysql, { type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import type { DatabaseServer } from '../../servers/local-server';
import type { Credentials } from '../../session/running-platform';
import type { DatabaseSession, TableName } from '../database-session';
import { MysqlWorkload } from './mysql-workload';
import { describeSource, readSource } from './read-source';

const TABLES_SQL = readFileSync(join(__dirname, 'sql', 'all-tables.sql'), 'utf8');

/** Connects, verified; dates and decimals come as text, times in UTC. */
export function connectMysql(
  { host, port, caFile }: Pick<DatabaseServer, 'host' | 'port' | 'caFile'>,
  { user, password }: Credentials,
): Promise<mysql.Connection> {
  return mysql.createConnection({
    host,
    port,
    user,
    password,
    ssl: { ca: readFileSync(caFile) },
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
  });
}

export function mysqlSession(connection: mysql.Connection): DatabaseSession {
  return {
    tables: async () => (await connection.query<(TableName & RowDataPacket)[]>(TABLES_SQL))[0],
    describe: (table, excluded) => describeSource(connection, table, excluded),
    read: async (captured, excluded) => {
      const table = await describeSource(connection, captured, excluded);
      return { table, rows: await readSource(connection, table) };
    },
    play: async (sql) => {
      const [result] = await connection.query<ResultSetHeader>(sql);
      return changedRows(result);
    },
    workload: new MysqlWorkload(connection),
    end: () => connection.end(),
  };
}

/** An UPDATE affects whatever it finds, to a client that asks for rows found; the log has what it changed. */
function changedRows({ affectedRows, info }: ResultSetHeader): number {
  return Number(/\bChanged: (\d+)/.exec(info)?.[1] ?? affectedRows);
}
