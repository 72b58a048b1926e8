import { DEFAULT_REPLICA_IDENTITY } from '../../../connectors/source-policies';
import { flag, identifier, list, literal, name, type SqlValues } from '../../core/render-sql';
import {
  type BootstrapPlan,
  type BootstrapStep,
  type BootstrapUsers,
  type Credentials,
  distinctSchemas,
  HEARTBEAT_TABLE,
  PLATFORM_SCHEMA,
} from './bootstrap-plan';
import type { BootstrapRequest, CapturedTable } from './bootstrap-request';

const DUPLICATE_DATABASE = '42P04';
const HEARTBEAT = { schema: identifier(PLATFORM_SCHEMA), heartbeat: identifier(HEARTBEAT_TABLE) };

/**
 * Every statement of a bootstrap, in order. Each may be run again at any time without changing what it already made.
 *
 * @param sampleFiles paths of the sample's SQL files, relative to the dialect's folder
 */
export function planPostgres(
  request: BootstrapRequest,
  sampleFiles: readonly string[],
  { cdc, app, owner }: BootstrapUsers,
): BootstrapPlan {
  const username = name(cdc.username);
  const step = (file: string, values: BootstrapStep['values']): BootstrapStep => ({ file, values });
  return {
    schema: [
      step('010-schema.sql', { schema: HEARTBEAT.schema }),
      ...[...sampleFiles].sort().map((file) => step(file, {})),
    ],
    access: [
      ...userSteps(cdc),
      step('120-replication-grant.sql', { username }),
      step('130-connect-grant.sql', { database: name(request.database), username }),
      ...[PLATFORM_SCHEMA, ...distinctSchemas(request)].map((schema) =>
        step('135-schema-grant.sql', { schema: name(schema), username }),
      ),
      ...request.capturedTables.map((captured) => step('140-select-grant.sql', { ...named(captured), username })),
      step('150-heartbeat-table.sql', HEARTBEAT),
      step('160-heartbeat-row.sql', HEARTBEAT),
      step('170-heartbeat-grant.sql', { ...HEARTBEAT, username }),
      ...request.capturedTables.map(identityStep),
      ...(request.publication === undefined ? [] : [publicationStep(request.publication, request.capturedTables)]),
      ...(app === undefined
        ? []
        : [
            ...userSteps(app),
            ...['200-sample-schema-grant.sql', '210-sample-grant.sql', '220-sample-sequence-grant.sql'].map((file) =>
              step(file, { username: name(app.username) }),
            ),
          ]),
      ...(owner === undefined || request.ownedDatabase === undefined
        ? []
        : ownedDatabaseSteps(request.ownedDatabase.name, owner)),
    ],
  };
}

/** Fails where the user of the connectors cannot write what keeps an idle database moving. */
export function postgresHeartbeat(): BootstrapStep {
  return { file: 'checks/070-heartbeat.sql', values: HEARTBEAT };
}

/** The tables of a publication: those that are captured, and the heartbeat's. */
export function publishedTables(
  capturedTables: readonly Pick<CapturedTable, 'schema' | 'table'>[],
): readonly Pick<CapturedTable, 'schema' | 'table'>[] {
  return [...capturedTables, { schema: PLATFORM_SCHEMA, table: HEARTBEAT_TABLE }];
}

function publicationStep(publication: string, capturedTables: readonly CapturedTable[]): BootstrapStep {
  return {
    file: '190-publication.sql',
    values: {
      publication: identifier(publication),
      text: literal(publication),
      tables: list(publishedTables(capturedTables).map((table) => ({ ...named(table), ...texts(table) }))),
    },
  };
}

function identityStep(captured: CapturedTable): BootstrapStep {
  const isFull = (captured.replicaIdentity ?? DEFAULT_REPLICA_IDENTITY) === 'full';
  return {
    file: '180-replica-identity.sql',
    values: {
      ...texts(captured),
      code: literal(isFull ? 'f' : 'd'),
      full: flag(isFull),
      byKey: flag(!isFull),
    },
  };
}

/** Nobody else gets in, whatever rights a server gives everybody. */
function ownedDatabaseSteps(databaseName: string, owner: Credentials): BootstrapStep[] {
  const values = { database: name(databaseName), username: name(owner.username) };
  return [
    ...userSteps(owner),
    { file: '300-owner-membership.sql', values: { username: values.username } },
    // It has no form that lets one be that is there.
    { file: '310-owned-database.sql', values, doneBefore: DUPLICATE_DATABASE },
    { file: '320-owned-database-owner.sql', values },
    { file: '330-owned-database-closed.sql', values: { database: values.database } },
  ];
}

/** The second statement gives an existing user the secret's current password, so that a rotation takes effect. */
function userSteps({ username, password }: Credentials): BootstrapStep[] {
  return [
    { file: '100-user.sql', values: { username: name(username), text: literal(username) } },
    { file: '110-user-password.sql', values: { username: name(username), password: literal(password) } },
  ];
}

function named({ schema, table }: Pick<CapturedTable, 'schema' | 'table'>): SqlValues {
  return { schema: name(schema), table: name(table) };
}

function texts({ schema, table }: Pick<CapturedTable, 'schema' | 'table'>): SqlValues {
  return { schemaText: literal(schema), tableText: literal(table) };
}
