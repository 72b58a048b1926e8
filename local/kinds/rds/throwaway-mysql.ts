import { pickFreePort } from '../../processes/start-on-free-port';
import { MYSQL_VERSION, startMysql } from './start-mysql';
import type { ThrowawayKind } from './throwaway-server';

/** Nothing of it has to outlive anything. */
const PARAMETERS = { innodb_flush_method: 'nosync', sync_binlog: '0', sql_mode: '' };

/** A MySQL server that takes what servers of all settings have. */
export const THROWAWAY_MYSQL: ThrowawayKind = {
  part: 'mysql',
  start: ({ supervisor, runtime, authority, admin, dataDirectory }) => {
    const spec = {
      name: 'mysql',
      engine: 'mysql',
      engineVersion: MYSQL_VERSION,
      parameters: PARAMETERS,
      admin,
      database: undefined,
      data: [],
      authority,
      dataDirectory,
    } as const;
    return startMysql(supervisor, runtime, spec, pickFreePort);
  },
};
