import { MYSQL } from '../../core/render-sql';
import { connectMysql } from './connect-mysql';
import type { DatabaseDialect } from './database-dialect';
import { mysqlHeartbeat, planMysql } from './mysql-plan';
import { logSessionAccounts } from './session-accounts';
import { SourceChecks } from './source-checks';
import { searchZeroDates } from './zero-date-search';

/** MySQL, and Aurora of that make. */
export const MYSQL_DIALECT: DatabaseDialect = {
  quoting: MYSQL,
  // A session of MySQL is in no database until it says so.
  connect: (address, user) => connectMysql(address, user),
  plan: planMysql,
  heartbeat: ({ database }) => mysqlHeartbeat(database),
  checks: (session, _request, tables) => {
    const checks = new SourceChecks(session, tables);
    return {
      settings: () => checks.settings(),
      definitions: () => checks.definitions(),
      rows: () => searchZeroDates(session, checks, tables),
      // Whoever may not is told so by the statement itself.
      rights: async () => [],
      established: async () => [],
    };
  },
  inform: logSessionAccounts,
};
