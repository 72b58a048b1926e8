import { setTimeout as sleep } from 'node:timers/promises';

import type { RunningConnector, RunningPlatform } from '../platform';
import { connectorStatus, describeStatus, isRunning } from '../steps/create-connector';
import { capturedTables, connectAsAdmin, countRows, databaseOf, readRows } from './captured-tables';
import { comparableAfter, comparableRow } from './comparable-row';
import { compareBags } from './compare-lists';
import { type Proof, WALKTHROUGH } from './proof';
import type { TopicReader, TopicRecord } from './topic-reader';

export const SNAPSHOT_CLAIM = 'every captured table’s snapshot events equal its rows; connector and task RUNNING';

const SNAPSHOT_SECONDS = 240;
const POLL_MILLISECONDS = 500;

interface ChangeEvent {
  readonly op: string;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** Every captured table's snapshot events (`op` `r`) are its rows, value by value, and the connector still runs. */
export async function proveSnapshot(
  platform: RunningPlatform,
  source: RunningConnector,
  topics: TopicReader,
  id: string,
): Promise<Proof> {
  const tables = capturedTables(source);
  const modes = {
    decimals: source.config['decimal.handling.mode'] ?? 'precise',
  };
  const connection = await connectAsAdmin(databaseOf(platform, source));
  const problems: string[] = [];
  let rowCount = 0;
  let equalCount = 0;
  try {
    let expected = 0;
    for (const table of tables) expected += await countRows(connection, table);
    await waitForEvents(source, topics, expected);
    const records = await topics.read();
    for (const table of tables) {
      const { rows, columns } = await readRows(connection, table);
      const wanted = rows.map((row) => comparableRow(row, columns));
      const seen = snapshotEvents(records.get(table.topic) ?? []).map((event) =>
        event.after === null ? 'no row' : comparableAfter(event.after, columns, modes),
      );
      const difference = compareBags(wanted, seen);
      rowCount += wanted.length;
      equalCount += wanted.length - difference.missing;
      if (difference.missing + difference.extra > 0) {
        problems.push(
          `${table.table}: ${difference.missing} missing, ${difference.extra} extra: ${difference.examples.join('; ')}`,
        );
      }
    }
  } finally {
    await connection.end();
  }
  const status = await connectorStatus(source.worker, source.model.name);
  if (status === undefined || !isRunning(status)) problems.push(describeStatus(status));
  return {
    pipeline: WALKTHROUGH,
    id,
    claim: SNAPSHOT_CLAIM,
    expected: `${rowCount} rows of ${tables.length} tables`,
    actual: [`${equalCount} rows of ${tables.length} tables`, ...problems].join('; '),
    passed: problems.length === 0 && rowCount > 0,
  };
}

function snapshotEvents(records: readonly TopicRecord[]): ChangeEvent[] {
  const events = records
    .filter((record) => record.value !== null)
    .map((record) => JSON.parse(String(record.value)) as ChangeEvent);
  return events.filter((event) => event.op === 'r');
}

/** Waits for the number of events; fewer than that after the time limit is for the comparison to tell. */
async function waitForEvents(source: RunningConnector, topics: TopicReader, expected: number): Promise<void> {
  const deadline = Date.now() + SNAPSHOT_SECONDS * 1000;
  while (Date.now() < deadline) {
    const ranges = [...(await topics.offsets()).values()];
    if (ranges.reduce((sum, { end }) => sum + end, 0) >= expected) return;
    const status = await connectorStatus(source.worker, source.model.name);
    if (status !== undefined && !isRunning(status)) return;
    await sleep(POLL_MILLISECONDS);
  }
}
