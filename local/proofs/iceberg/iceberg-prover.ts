import { setTimeout as sleep } from 'node:timers/promises';

import { QueryError } from '../../kinds/athena/run-statement';
import { waitUntilRunning } from '../../kinds/msk-connect/create-connector';
import { resumeConnector, stopConnector } from '../../kinds/msk-connect/stop-connector';
import { type IcebergSinkModel, type IcebergTableModel, icebergSink } from '../../model/iceberg-sink';
import type { QueryEngine, QueryResult } from '../../servers/local-server';
import type { RunningConnector } from '../../session/running-platform';
import { describeStandstill, isDead } from '../../watch/standstill';
import { settle } from '../settle';
import { quoted } from '../tables/engine-sql';
import type { TopicReader } from '../topic-reader';
import { compareLog, type LoggedRows, logLayout, placesOf } from './compare-log';
import { type LoggedRow, loggedRow } from './logged-row';

/** Beyond the time between two commits: members and transactions of a worker that ended must time out. */
const GRACE_SECONDS = 90;

const NO_TABLE = 'TABLE_NOT_FOUND';

/** What the tables of a sink hold, set against its topics. */
export interface LogComparison {
  /** Records that make rows. */
  readonly records: number;
  readonly tables: number;
  readonly problems: readonly string[];
}

/** What the topics hold. */
interface Logs {
  /** Those of the sink, and those that nobody declared. */
  readonly tables: readonly IcebergTableModel[];
  /** By the tables' names. */
  readonly rows: ReadonlyMap<string, LoggedRows>;
  /** Records of tables that the sink does not know. */
  readonly refused: number;
}

/** Compares the Iceberg tables that a sink appends to with the records of its topics. */
export class IcebergProver {
  private readonly sinkModel: IcebergSinkModel;

  /** @param topics reads those that the sink consumes */
  constructor(
    private readonly sink: RunningConnector,
    private readonly topics: Pick<TopicReader, 'read'>,
    private readonly engine: () => Pick<QueryEngine, 'query'>,
  ) {
    this.sinkModel = icebergSink(sink.config);
  }

  private get commitSeconds(): number {
    return Number(this.sink.config['iceberg.control.commit.interval-ms'] ?? 0) / 1000;
  }

  /** Waits until there are as many rows as records, or none come any more. */
  async waitUntilComplete(): Promise<void> {
    const before = await this.logs();
    await this.settle(before, () => this.mayBeComplete(before), Boolean);
  }

  /** Waits as long as rows come, then says what differs. */
  async compare(): Promise<LogComparison> {
    const before = await this.logs();
    const compared = await this.settle(
      before,
      async () => ((await this.mayBeComplete(before)) ? this.compareNow(before) : undefined),
      (found) => found?.problems.length === 0,
    );
    const { problems, ...counts } = compared ?? (await this.compareNow(before));
    const standstill = problems.length === 0 ? undefined : await describeStandstill(this.sink);
    return { ...counts, problems: standstill === undefined ? problems : [...problems, standstill] };
  }

  /** Its tasks anew, on the same worker. */
  async restart(): Promise<void> {
    const { model, worker } = this.sink;
    await stopConnector(worker, model.name);
    await resumeConnector(worker, model.name);
    await waitUntilRunning(worker, model.name);
  }

  /** As long as two commits take that begin only when they are due. */
  outlastCommits(): Promise<void> {
    return sleep(2000 * this.commitSeconds);
  }

  private settle<T>(before: Logs, compare: () => Promise<T>, isEqual: (found: T) => boolean): Promise<T> {
    return settle({
      compare,
      isEqual,
      progress: async () => JSON.stringify(await this.counts(before)),
      patience: this.commitSeconds + GRACE_SECONDS,
      isOver: async () => isDead(this.sink),
    });
  }

  /** To read all rows takes long, and is in vain as long as some are missing. */
  private async mayBeComplete(before: Logs): Promise<boolean> {
    const counts = await this.counts(before);
    return before.tables.every(({ name }, i) => (counts[i] ?? 0) >= (before.rows.get(name)?.size ?? 0));
  }

  private async counts({ tables }: Logs): Promise<number[]> {
    const counts: number[] = [];
    for (const table of tables) {
      const told = await this.ask(table, `SELECT COUNT(*) FROM ${quoted(table.name)}`);
      counts.push(Number(told?.rows[0]?.[0] ?? 0));
    }
    return counts;
  }

  /** @param before rows of what the topics held: they may never end, so only that has to be in the tables */
  private async compareNow(before: Logs): Promise<LogComparison> {
    const problems: string[] = [];
    let records = 0;
    for (const table of before.tables) {
      const known = before.rows.get(table.name) ?? new Map<string, LoggedRow>();
      const layout = logLayout(table, known.values());
      const told = await this.ask(table, layout.statement);
      const expected = told === undefined ? known : await this.grown(table, known, placesOf(told));
      records += expected.size;
      // No record, no table: the sink makes it with the first one.
      const { count, examples } = compareLog(expected, layout, told ?? { columns: [], rows: [] });
      if (count > 0) problems.push(`${table.database}.${table.name}: ${count} rows differ`, ...examples);
    }
    if (before.refused > 0) problems.push(`${before.refused} records are of tables that nobody declared`);
    return { records, tables: before.tables.length, problems };
  }

  /** What there was before, and what came since as far as the table has it. */
  private async grown(table: IcebergTableModel, before: LoggedRows, places: readonly string[]): Promise<LoggedRows> {
    const newer = places.filter((place) => !before.has(place));
    if (newer.length === 0) return before;
    const now = (await this.logs()).rows.get(table.name);
    return new Map([
      ...before,
      ...newer.flatMap((place): [string, LoggedRow][] => {
        const row = now?.get(place);
        return row === undefined ? [] : [[place, row]];
      }),
    ]);
  }

  private async logs(): Promise<Logs> {
    const tables = new Map(this.sinkModel.tables.map((table) => [table.name, table]));
    const rows = new Map<string, Map<string, LoggedRow>>();
    let refused = 0;
    for (const [topic, records] of await this.topics.read()) {
      for (const record of records) {
        const row = loggedRow(record, topic, this.sinkModel);
        if (row === 'refused') refused += 1;
        if (row === undefined || row === 'refused') continue;
        const { name } = row.table;
        tables.set(name, tables.get(name) ?? row.table);
        rows.set(name, (rows.get(name) ?? new Map<string, LoggedRow>()).set(row.place, row));
      }
    }
    return { tables: [...tables.values()], rows, refused };
  }

  /** @returns undefined where there is no such table */
  private async ask({ database }: IcebergTableModel, statement: string): Promise<QueryResult | undefined> {
    try {
      return await this.engine().query(statement, database);
    } catch (error) {
      if (error instanceof QueryError && error.reason.includes(NO_TABLE)) return undefined;
      throw error;
    }
  }
}
