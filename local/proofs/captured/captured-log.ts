import type { Kafka } from 'kafkajs';
import type { DatabaseSession } from '../../databases/database-session';
import { openSession } from '../../databases/open-session';
import { plainPattern, sharesTopic, splitList } from '../../model/included-tables';
import type { RunningConnector, RunningDatabase, RunningPlatform } from '../../session/running-platform';
import { describeStandstill, isDead } from '../../watch/standstill';
import { recordDecoder } from '../avro/avro-records';
import { changeOfRow, FoldedTopics } from '../folded-topics';
import { compareRows, type Rows } from '../rows';
import { settle } from '../settle';
import type { SourceLog, SourceRows, TopicDifference } from '../source-log';
import { TopicReader } from '../topic-reader';
import { type CapturedTable, capturedTables, databaseOf, furtherTables } from './captured-tables';
import type { SourceTable } from './source-table';

/** Seconds in which nothing came to any topic, although something is missing. */
const PATIENCE_SECONDS = 60;

/** The source's side of every flow that begins in one database's log: its tables, and the topics that a connector fills. */
export class CapturedLog implements SourceLog {
  readonly database: RunningDatabase;
  readonly topics: FoldedTopics;
  private readonly declared: readonly CapturedTable[];
  /** Those that nobody declared, as they were there last. */
  private further: readonly CapturedTable[] = [];
  private readonly excluded: readonly string[];

  /** @param client reads topics as people do */
  constructor(
    platform: RunningPlatform,
    readonly connector: RunningConnector,
    client: Kafka,
  ) {
    this.database = databaseOf(platform, connector);
    this.declared = capturedTables(connector);
    const topics = new Set(this.declared.map(({ topic }) => topic));
    this.topics = new FoldedTopics(new TopicReader(client, [...topics], recordDecoder(connector.config)), {
      changeOf: changeOfRow,
      leavesOut: this.database.model.engine === 'postgres',
      isShared: sharesTopic(connector.config),
    });
    this.excluded = splitList(connector.config['column.exclude.list']).map((pattern) => plainPattern(pattern));
  }

  get name(): string {
    return this.connector.model.capture ?? this.connector.model.name;
  }

  get tables(): readonly CapturedTable[] {
    return [...this.declared, ...this.further];
  }

  /** Reads what the tables hold, and waits until the topics come to the same or nothing comes any more. */
  async compareTopics(): Promise<TopicDifference[]> {
    const expected = await this.withSession(async (session) => {
      const rows: SourceRows[] = [];
      this.further = furtherTables(this.connector, await session.tables());
      for (const table of this.tables) rows.push(await this.readWith(session, table));
      return rows;
    });
    const compareAll = (): TopicDifference[] => compareTopics(expected, this.topics);
    const differences = await settle({
      compare: async () => {
        await this.topics.advance();
        // To compare every row takes long, and is in vain as long as some are missing.
        const isComplete = expected.every(({ table, rows }) => this.topics.size(table) === rows.size);
        return isComplete ? compareAll() : undefined;
      },
      isEqual: (found) => found?.every(({ count }) => count === 0) ?? false,
      progress: () => this.topics.progress(),
      patience: PATIENCE_SECONDS,
      isOver: async () => isDead(this.connector),
    });
    return differences ?? compareAll();
  }

  /** Waits until something is true of the topics, or nothing comes any more. */
  async waitFor(isReached: () => boolean): Promise<void> {
    await settle({
      compare: () => this.topics.advance(),
      isEqual: isReached,
      progress: () => this.topics.progress(),
      patience: PATIENCE_SECONDS,
      isOver: async () => isDead(this.connector),
    });
  }

  /** @returns a sentence where the connector or its task does not run, and does not come back either */
  standstill(): Promise<string | undefined> {
    return describeStandstill(this.connector);
  }

  readTable(table: CapturedTable): Promise<SourceRows> {
    return this.withSession((session) => this.readWith(session, table));
  }

  /** @param work with a session of the administrator */
  async withSession<T>(work: (session: DatabaseSession) => Promise<T>): Promise<T> {
    const session = await openSession(this.database);
    try {
      return await work(session);
    } finally {
      await session.end();
    }
  }

  /** Columns of a table that are not captured. */
  private excludedOf({ schema, table }: CapturedTable): string[] {
    const prefix = `${schema}.${table}.`;
    const own = this.excluded.filter((column) => column.startsWith(prefix));
    return own.map((column) => column.slice(prefix.length));
  }

  private readWith(session: DatabaseSession, captured: CapturedTable): Promise<SourceRows> {
    return session.read(captured, this.excludedOf(captured));
  }
}

/** Sets the rows of tables against what their topics come to; what is unread of one counts once. */
function compareTopics(expected: readonly SourceRows[], topics: FoldedTopics): TopicDifference[] {
  const names = expected.map(({ table }) => table.topic);
  return expected.map(({ table, rows }, i) => {
    const difference = compareTopic(table, rows, topics);
    return names.indexOf(table.topic) === i ? difference : { ...difference, unread: 0 };
  });
}

/** Sets the rows of a table against what its topic comes to. */
export function compareTopic(table: SourceTable, rows: Rows, topics: FoldedTopics): TopicDifference {
  const columns = table.columns.map(({ name }) => name);
  const folded = topics.rows(table);
  const { count, examples } = compareRows(rows, folded, columns, ['table', 'topic']);
  const twice = topics.size(table) - folded.size;
  return {
    table,
    rows: rows.size,
    unread: topics.unread(table.topic),
    count: count + twice,
    examples: twice === 0 ? examples : [`${twice} rows have more than one key in the topic`, ...examples],
  };
}
