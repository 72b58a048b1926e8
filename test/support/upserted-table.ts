import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { type Dataset, tableName, topicName } from '../../connectors/dataset';
import type { PositionFormat } from '../../lib/source/source-engine';
import { tablesArgument } from '../../lib/transform/job-arguments';
import type { TopicRecord } from '../../local/proofs/topic-reader';
import { writeArchive } from './archive-folder';
import type { UpsertProcess } from './upsert-process';

/** What the upsert job makes of one topic's archive, on folders of this machine. */
export class UpsertedTable {
  private readonly raw: string;
  private readonly path: string;

  /** @param lake folder of the table, and of all else that a run remembers */
  constructor(
    private readonly process: UpsertProcess,
    folder: string,
    private readonly dataset: Dataset,
    private readonly lake = join(folder, 'lake'),
    private readonly positions: PositionFormat = 'mysql-binlog',
  ) {
    this.raw = join(folder, 'raw');
    this.path = join(lake, tableName(dataset));
  }

  archive(records: readonly TopicRecord[]): void {
    writeArchive(this.raw, topicName(this.dataset), records);
  }

  /**
   * @param dataset what is declared otherwise than in the table's
   * @returns what the report of a run that failed says, else undefined
   */
  async run(dataset: Partial<Dataset> = {}): Promise<string | undefined> {
    const { failed, output } = await this.process.run({
      archive: this.raw,
      lake: this.lake,
      checkpoints: join(this.lake, 'checkpoints'),
      quarantine: join(this.lake, 'quarantine'),
      tables: tablesArgument([{ ...this.dataset, ...dataset }], this.positions),
    });
    if (!failed) return undefined;
    const report = output.split('\n').find((line) => line.startsWith('{'));
    return report === undefined ? output : String(JSON.parse(report).error);
  }

  /** With the columns that the job adds, in the order of a key of numbers. */
  async rows(form?: 'rows' | 'texts'): Promise<Record<string, unknown>[]> {
    const [key = ''] = this.dataset.keyColumns;
    return (await this.process.rows(this.path, form)).sort((a, b) => Number(a[key]) - Number(b[key]));
  }

  /** Data and log. */
  files(): string[] {
    return readdirSync(this.path, { recursive: true, encoding: 'utf8' }).sort();
  }
}
