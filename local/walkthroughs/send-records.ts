import { privilegedClient } from '../servers/kafka-client';
import type { RunningPlatform } from '../session/running-platform';

/** Writes records without a key to a topic, as somebody who is no part of the platform. */
export async function sendRecords(
  { kafka }: Pick<RunningPlatform, 'kafka'>,
  topic: string,
  values: readonly string[],
): Promise<void> {
  const producer = privilegedClient(kafka).producer();
  await producer.connect();
  try {
    for (const value of values) await producer.send({ topic, messages: [{ value }] });
  } finally {
    await producer.disconnect();
  }
}
