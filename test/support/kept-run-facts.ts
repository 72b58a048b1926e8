import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigResourceTypes } from 'kafkajs';

import type { KeptRunFiles } from './kept-run';

/** Names of the connectors that run. */
export function workersOf(files: KeptRunFiles): string[] {
  const names = files.report().servers.map(({ name }) => name);
  return names.flatMap((name) => (name.startsWith('connect-') ? [name.slice('connect-'.length)] : [])).sort();
}

/** Partitions of the topic with the order details, and retention of another one. */
export async function topicFacts(
  files: KeptRunFiles,
  retained: string,
): Promise<{ partitions: number | undefined; retention: string | undefined }> {
  const admin = files.kafka().admin();
  await admin.connect();
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: ['salesdb.salesdb.SALES_ORDER_DETAIL'] });
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: retained, configNames: ['retention.ms'] }],
    });
    return { partitions: topics[0]?.partitions.length, retention: resources[0]?.configEntries[0]?.configValue };
  } finally {
    await admin.disconnect();
  }
}

/**
 * Resolves once a source has stored a position in its database's log. Killed before, it reads all rows again, and deletions that
 * nobody read by then are in no event.
 */
export async function untilPositionStored(files: KeptRunFiles, connector: string): Promise<void> {
  const { host, port } = files.endpoint(({ name }) => name === `connect-${connector}`);
  for (;;) {
    const answer = await fetch(`http://${host}:${port}/connectors/${connector}/offsets`);
    const { offsets } = (await answer.json()) as { offsets: { offset: { snapshot?: unknown } }[] };
    if (offsets.some(({ offset }) => offset.snapshot === undefined)) return;
    await sleep(1000);
  }
}

/** Version of the archive sink that a worker has. */
export async function pluginVersion(files: KeptRunFiles, connector: string): Promise<string | undefined> {
  const { host, port } = files.endpoint(({ name }) => name === `connect-${connector}`);
  const answer = await fetch(`http://${host}:${port}/connector-plugins`);
  const plugins = (await answer.json()) as { class: string; version: string }[];
  return plugins.find(({ class: name }) => name.includes('S3ArchiveSink'))?.version;
}
