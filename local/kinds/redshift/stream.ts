import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { KafkaMessage } from 'kafkajs';
import { Client, escapeIdentifier } from 'pg';

import { fetchRecords, topicOffsets } from '../../servers/fetch-records';
import { type RoleIdentity, roleClient } from '../../servers/kafka-client';
import type { DatabaseServer } from '../../servers/local-server';

/** A topic as it is a relation of an external schema. */
export interface Topic {
  readonly schema: string;
  readonly topic: string;
}

/** Where records of topics go. */
export interface StreamTarget {
  readonly server: DatabaseServer;
  readonly database: string;
}

/**
 * Reads a topic up to its end into its relation, from where that ends. The last record of each partition that was read before comes
 * once more: nothing says in writing that Redshift shows a record once.
 *
 * @param bootstrapServers as the external schema has them
 * @param identity of the role of the external schema
 */
export async function readStream(
  { schema, topic }: Topic,
  bootstrapServers: string,
  identity: RoleIdentity,
  target: StreamTarget,
): Promise<void> {
  const kafka = roleClient({ bootstrapServers }, identity);
  const offsets = await topicOffsets(kafka, [topic]);
  const client = await connect(target);
  try {
    const relation = `${escapeIdentifier(schema)}.${escapeIdentifier(topic)}`;
    const reached = await lastOffsets(client, relation);
    const [from, ends] = [new Map<string, number>(), new Map<string, number>()];
    for (const [place, { start, end }] of offsets) {
      const last = reached.get(Number(place.slice(place.lastIndexOf('/') + 1)));
      if (end <= start || (last !== undefined && last + 1 >= end)) continue;
      from.set(place, Math.max(start, last ?? start));
      ends.set(place, end);
    }
    await fetchRecords(kafka, {
      groupId: `redshift-${randomUUID()}`,
      topics: [topic],
      from,
      ends,
      onBatch: (_, partition, messages) => insert(client, relation, partition, messages),
    });
  } finally {
    await client.end();
  }
}

/** @throws ReadTopicsError where it is not there, or the role may not see it */
export async function requireStream({ topic }: Topic, bootstrapServers: string, identity: RoleIdentity): Promise<void> {
  await topicOffsets(roleClient({ bootstrapServers }, identity), [topic]);
}

async function connect({ server, database }: StreamTarget): Promise<Client> {
  const client = new Client({
    host: server.host,
    port: server.port,
    user: server.user,
    password: server.password,
    database,
    ssl: { ca: readFileSync(server.caFile), host: server.host } as never,
  });
  await client.connect();
  return client;
}

async function lastOffsets(client: Client, relation: string): Promise<Map<number, number>> {
  const { rows } = await client.query<{ partition: string; last: string }>(
    `SELECT kafka_partition AS partition, MAX(kafka_offset) AS last FROM ${relation} GROUP BY kafka_partition`,
  );
  return new Map(rows.map(({ partition, last }) => [Number(partition), Number(last)]));
}

async function insert(
  client: Client,
  relation: string,
  partition: number,
  messages: readonly KafkaMessage[],
): Promise<void> {
  await client.query(
    `INSERT INTO ${relation} (kafka_partition, kafka_offset, kafka_timestamp_type, kafka_timestamp, kafka_key, kafka_value, refresh_time)
     SELECT $1::int, o, 'C', to_timestamp(t / 1000.0) AT TIME ZONE 'UTC', k, v, statement_timestamp() AT TIME ZONE 'UTC'
     FROM unnest($2::bigint[], $3::float8[], $4::bytea[], $5::bytea[]) AS record (o, t, k, v)`,
    [
      partition,
      messages.map(({ offset }) => offset),
      messages.map(({ timestamp }) => Number(timestamp)),
      messages.map(({ key }) => key),
      messages.map(({ value }) => value),
    ],
  );
}
