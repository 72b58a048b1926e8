import { createHash } from 'node:crypto';

import type { WarehouseTableModel } from '../../model/platform';
import type { MergeCounts, RunningMerges } from '../../session/running-platform';
import { settle } from '../settle';
import type { SourceLog, SourceRows } from '../source-log';
import { compareWarehouse, quoted, rowsStatement } from './warehouse-table';

/** Seconds in which no merge took anything in, although something is missing. */
const PATIENCE_SECONDS = 60;

/** What the tables of a pipeline hold, set against their sources. */
export interface WarehouseComparison {
  /** Rows of the sources. */
  readonly rows: number;
  readonly tables: number;
  readonly problems: readonly string[];
}

/** Compares the tables that a pipeline keeps in a warehouse with what their sources hold. */
export class WarehouseProver {
  /** Records that merges took in so far: as long as it grows, something is on its way. */
  private taken = 0;

  /** @param logs sources that are known by then */
  constructor(
    readonly merges: RunningMerges,
    private readonly logs: readonly SourceLog[],
  ) {}

  get tables(): readonly WarehouseTableModel[] {
    return this.merges.model.tables;
  }

  /** Merges as long as something comes, then says what differs. */
  compare(tables: readonly WarehouseTableModel[] = this.tables): Promise<WarehouseComparison> {
    return this.waitFor(
      () => this.compareNow(tables),
      ({ problems }) => problems.length === 0,
    );
  }

  /** Merges again until it is right, or nothing comes any more. */
  waitFor<T>(look: () => Promise<T>, isRight: (result: T) => boolean): Promise<T> {
    return settle({
      compare: async () => {
        await this.merge();
        return look();
      },
      isEqual: isRight,
      progress: async () => String(this.taken),
      patience: PATIENCE_SECONDS,
    });
  }

  async merge(): Promise<readonly MergeCounts[]> {
    const counts = await this.merges.merge();
    this.taken += counts.reduce((sum, { records }) => sum + records, 0);
    return counts;
  }

  /** A text for each table that two of them share exactly when they have the same rows, with the same positions. */
  async checksums(): Promise<Map<string, string>> {
    const checksums = new Map<string, string>();
    for (const table of this.tables) {
      const { rows } = await this.merges.query(rowsStatement(table));
      const digest = createHash('sha256');
      for (const text of rows.map((row) => JSON.stringify(row)).sort()) digest.update(text).update('\n');
      checksums.set(nameOf(table), `${rows.length} rows, checksum ${digest.digest('hex').slice(0, 16)}`);
    }
    return checksums;
  }

  /** Lets the next merge take in all records of the views once more. */
  async forget(): Promise<void> {
    for (const { schema, table } of this.tables)
      await this.merges.query(`DELETE FROM ${quoted(schema)}.${quoted(`${table}__progress`)}`);
  }

  private async compareNow(tables: readonly WarehouseTableModel[]): Promise<WarehouseComparison> {
    const problems: string[] = [];
    let rows = 0;
    for (const table of tables) {
      const told = await this.merges.query(rowsStatement(table));
      const source = await this.sourceOf(table.topic);
      const found = compareWarehouse(source, table, told);
      rows += source.rows.size;
      problems.push(...found.problems.map((problem) => `${nameOf(table)}: ${problem}`));
      if (found.count > 0) problems.push(`${nameOf(table)}: ${found.count} rows differ`, ...found.examples);
    }
    return { rows, tables: tables.length, problems };
  }

  private async sourceOf(topic: string): Promise<SourceRows> {
    for (const log of this.logs) {
      const table = log.tables.find((each) => each.topic === topic);
      if (table !== undefined) return log.readTable(table);
    }
    throw new Error(`a table of the warehouse must be of a topic that a source of this run fills, got: ${topic}`);
  }
}

function nameOf({ schema, table }: WarehouseTableModel): string {
  return `${schema}.${table}`;
}
