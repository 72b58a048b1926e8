import { postgresCdc } from '../../connectors/sources/postgres-cdc';
import { replicationSlot, slotProblem } from '../source/replication-slot';
import type { DatabaseStack } from '../stacks/database-stack';
import { avroEventsOf } from './avro-records';
import type { LogReader } from './log-reader';
import { madeTopic } from './shared-topic';

/** A slot of the server, which keeps the log for it. */
export const POSTGRES_READER: LogReader = {
  problems: (key, { readerId, statements, database, sharedTopic }, { name, databases }) => {
    const at = `captures.${key}`;
    const slot = slotProblem(`tributary-${name}-${key}-cdc`);
    const known = databases[database];
    return [
      ...(slot === undefined ? [] : [`\`${at}\` ${slot}`]),
      ...(readerId === undefined
        ? []
        : [`\`${at}.readerId\` must be left out, for PostgreSQL knows readers by their slots, got: ${readerId}`]),
      ...(statements === undefined || statements.length === 0
        ? []
        : [`\`${at}.statements\` must be left out, for PostgreSQL's log has rows only, got: ${statements.length}`]),
      ...(sharedTopic?.undeclaredTables === 'capture'
        ? [
            `\`${at}.sharedTopic.undeclaredTables\` must be leave, for PostgreSQL's publication is of declared tables, got: capture`,
          ]
        : []),
      ...Object.entries(known?.tables ?? {})
        .filter(([, { zeroDates }]) => zeroDates !== undefined)
        .map(
          ([table, { zeroDates }]) =>
            `\`databases.${database}.tables.${table}.zeroDates\` must be left out, for PostgreSQL has none, got: ${zeroDates}`,
        ),
    ];
  },
  connector: (capture, { key, databases, registryUrl, ...inputs }) => {
    const { database, cdcSecretName } = databases[capture.database] as DatabaseStack;
    return postgresCdc({
      ...inputs,
      ...replicationSlot(inputs.name),
      topicPrefix: key,
      hostname: database.hostname,
      port: database.port,
      databaseName: database.access.databaseName,
      secretName: cdcSecretName,
      heartbeatTable: database.heartbeatTable,
      sharedTopic: madeTopic(capture),
      avro: avroEventsOf(key, capture, registryUrl),
      capacity: capture.capacity,
      snapshot: capture.snapshot,
    });
  },
};
