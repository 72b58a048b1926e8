import { pickFreePort } from '../../processes/start-on-free-port';
import { startPostgres } from '../../servers/start-postgres';
import type { ThrowawayKind } from './throwaway-server';

/** Nothing of it has to outlive anything. */
const PARAMETERS = { synchronous_commit: 'off' };

/** Database that a script is loaded into. */
export const THROWAWAY_DATABASE = 'script';

/** A PostgreSQL server with a database, whose owner has no right to this computer: nobody knows what a script does. */
export const THROWAWAY_POSTGRES: ThrowawayKind = {
  part: 'postgres',
  start: ({ supervisor, runtime, ...place }) => {
    const spec = {
      name: 'postgres',
      parameters: PARAMETERS,
      adminIsSuperuser: false,
      database: THROWAWAY_DATABASE,
      ...place,
    };
    return startPostgres(supervisor, runtime, spec, pickFreePort);
  },
};
