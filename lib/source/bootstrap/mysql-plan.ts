import { identifier, integer, literal, name } from '../../core/render-sql';
import {
  type BootstrapPlan,
  type BootstrapStep,
  type BootstrapUsers,
  type Credentials,
  distinctSchemas,
  HEARTBEAT_TABLE,
} from './bootstrap-plan';
import type { BootstrapRequest } from './bootstrap-request';

/**
 * Every statement of a bootstrap, in order. Each may be run again at any time without changing what it already made.
 *
 * @param sampleFiles paths of the sample's SQL files, relative to the dialect's folder
 */
export function planMysql(
  request: BootstrapRequest,
  sampleFiles: readonly string[],
  { cdc, app }: BootstrapUsers,
): BootstrapPlan {
  const database = identifier(request.database);
  const heartbeat = { database, heartbeat: identifier(HEARTBEAT_TABLE) };
  const step = (file: string, values: BootstrapStep['values']): BootstrapStep => ({ file, values });
  return {
    schema: [
      step('010-database.sql', { database }),
      // A sample's statements name no database, as those of a dump.
      ...(app === undefined
        ? []
        : [step('020-use.sql', { database }), ...[...sampleFiles].sort().map((file) => step(file, {}))]),
    ],
    access: [
      ...userSteps(cdc),
      step('120-replication-grant.sql', { username: literal(cdc.username) }),
      ...distinctSchemas(request).map((schema) =>
        step('130-lock-grant.sql', { schema: name(schema), username: literal(cdc.username) }),
      ),
      ...request.capturedTables.map(({ schema, table }) =>
        step('140-select-grant.sql', {
          schema: name(schema),
          table: name(table),
          username: literal(cdc.username),
        }),
      ),
      // Also of what comes up later, which a further snapshot and the hourly look would not see.
      ...(request.undeclaredTables ?? []).map(({ schema }) =>
        step('145-schema-select-grant.sql', { schema: name(schema), username: literal(cdc.username) }),
      ),
      step('150-heartbeat-table.sql', heartbeat),
      step('160-heartbeat-row.sql', heartbeat),
      step('170-heartbeat-grant.sql', { ...heartbeat, username: literal(cdc.username) }),
      ...(request.binlogRetentionHours === undefined
        ? []
        : [step('180-binlog-retention.sql', { hours: integer(request.binlogRetentionHours) })]),
      ...(app === undefined
        ? []
        : [...userSteps(app), step('190-sample-grant.sql', { database, username: literal(app.username) })]),
    ],
  };
}

/** Fails where the user of the connectors cannot write what keeps an idle database moving. */
export function mysqlHeartbeat(database: string): BootstrapStep {
  return {
    file: 'checks/070-heartbeat.sql',
    values: { database: identifier(database), heartbeat: identifier(HEARTBEAT_TABLE) },
  };
}

/** The second statement gives an existing user the secret's current password, so that a rotation takes effect. */
function userSteps({ username, password }: Credentials): BootstrapStep[] {
  const values = { username: literal(username), password: literal(password) };
  return [
    { file: '100-user.sql', values },
    { file: '110-user-password.sql', values },
  ];
}
