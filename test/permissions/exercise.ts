import { openSession } from '../../local/databases/open-session';
import type { CapturedTable } from '../../local/proofs/captured/captured-tables';
import { TopicReader } from '../../local/proofs/topic-reader';
import { privilegedClient } from '../../local/servers/kafka-client';
import type { KafkaServer } from '../../local/servers/local-server';
import type { RunningDatabase } from '../../local/session/running-platform';
import { runWorkload } from '../../local/workload/run-workload';

/** Row changes of one turn, at least. */
const CHANGES = 10;

let turn = 0;

/** Gives a source something to do: changes in every captured table, and one of a table's definition where the log tells it. */
export async function changeEverything(database: RunningDatabase, tables: readonly CapturedTable[]): Promise<void> {
  turn++;
  const [first] = tables;
  if (first === undefined) throw new Error('no table is captured');
  const session = await openSession(database);
  try {
    const { untouched } = await runWorkload(session.workload, tables, { seed: turn, changes: CHANGES });
    if (untouched.size > 0) throw new Error(`nothing was changed in ${[...untouched.keys()].join(', ')}`);
    if (database.model.engine !== 'postgres') {
      await session.play(`ALTER TABLE \`${first.schema}\`.\`${first.table}\` COMMENT = 'turn ${turn}'`);
    }
  } finally {
    await session.end();
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
