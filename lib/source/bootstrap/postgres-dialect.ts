import { identifier, literal, POSTGRES } from '../../core/render-sql';
import { connectPostgres } from './connect-postgres';
import type { DatabaseDialect, Removal } from './database-dialect';
import { PostgresChecks } from './postgres-checks';
import { planPostgres, postgresHeartbeat } from './postgres-plan';

/** PostgreSQL. */
export const POSTGRES_DIALECT: DatabaseDialect = {
  quoting: POSTGRES,
  connect: connectPostgres,
  plan: planPostgres,
  heartbeat: postgresHeartbeat,
  checks: (session, request, tables) => new PostgresChecks(session, request, tables),
  inform: async () => undefined,
  removal: ({ publication, slot }): Removal | undefined =>
    publication === undefined || slot === undefined
      ? undefined
      : {
          what: `slot ${slot}`,
          steps: [
            { file: '900-drop-publication.sql', values: { publication: identifier(publication) } },
            { file: '910-drop-slot.sql', values: { slot: literal(slot) } },
          ],
          isDone: async (session) =>
            (await session.query({ file: 'checks/050-slot.sql', values: { slot: literal(slot) } })).length === 0,
        },
};
