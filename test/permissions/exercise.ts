import type { RowDataPacket } from 'mysql2';
import { type CapturedTable, connectAsAdmin } from '../../local/proofs/captured/captured-tables';
import { TopicReader } from '../../local/proofs/topic-reader';
import { privilegedClient } from '../../local/servers/kafka-client';
import type { KafkaServer } from '../../local/servers/local-server';
import type { RunningDatabase } from '../../local/session/running-platform';

/** A column that can be counted up, or else one that any text fits in. */
const COLUMN = `
  SELECT COLUMN_NAME AS name, DATA_TYPE IN ('varchar', 'text', 'char') AS isText FROM information_schema.COLUMNS
  WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND COLUMN_KEY = ''
    AND DATA_TYPE IN ('varchar', 'text', 'char', 'int', 'bigint', 'smallint', 'decimal')
  ORDER BY isText, ORDINAL_POSITION LIMIT 1`;

let turn = 0;

/** Gives a source something to do: a change in every captured table, and one of a table's definition. */
export async function changeEverything(database: RunningDatabase, tables: readonly CapturedTable[]): Promise<void> {
  turn++;
  const connection = await connectAsAdmin(database);
  try {
    for (const { schema, table } of tables) {
      const [[column]] = await connection.query<RowDataPacket[]>(COLUMN, [schema, table]);
      if (column === undefined) throw new Error(`${schema}.${table} has nothing to change`);
      const name = column.name as string;
      const value = column.isText ? ['?', `t${turn}`] : ['?? + 1', name];
      await connection.query(`UPDATE ??.?? SET ?? = ${value[0]} LIMIT 1`, [schema, table, name, value[1]]);
    }
    const [first] = tables;
    if (first === undefined) throw new Error('no table is captured');
    await connection.query('ALTER TABLE ??.?? COMMENT = ?', [first.schema, first.table, `turn ${turn}`]);
  } finally {
    await connection.end();
  }
}

/** Gives a sink something to do: in every topic its newest record again, and one that no sink can read, which goes to its dead-letter topic. */
export async function sendRecords(kafka: KafkaServer, topics: readonly string[]): Promise<void> {
  const client = privilegedClient(kafka);
  const held = await new TopicReader(client, topics).read();
  const producer = client.producer();
  await producer.connect();
  try {
    await producer.sendBatch({
      topicMessages: topics.map((topic) => {
        const newest = held.get(topic)?.findLast(({ value }) => value?.startsWith('{') && value !== '{');
        const again = { key: newest?.key ?? '{"a":1}', value: newest?.value ?? '{"a":1}' };
        return { topic, messages: [again, { key: '{', value: '{' }] };
      }),
    });
  } finally {
    await producer.disconnect();
  }
}
