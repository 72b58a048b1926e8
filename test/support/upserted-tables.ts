import { join } from 'node:path';
import { type Dataset, notificationsTopic, tableName, topicName } from '../../connectors/dataset';
import type { PositionFormat } from '../../lib/source/source-engine';
import { notificationsArgument, tablesArgument } from '../../lib/transform/job-arguments';
import type { TopicRecord } from '../../local/proofs/topic-reader';
import { writeArchive } from './archive-folder';
import type { UpsertProcess } from './upsert-process';

/** What the upsert job makes of the archives of several captures, on folders of this machine. */
export class UpsertedTables {
  private readonly raw: string;

  /** @param lake folder of the tables, and of all else that a run remembers */
  constructor(
    private readonly process: UpsertProcess,
    private readonly lake: string,
    private readonly positions: PositionFormat,
  ) {
    this.raw = join(lake, 'raw');
  }

  archive(topic: string, records: readonly TopicRecord[]): void {
    writeArchive(this.raw, topic, records);
  }

  /**
   * A run for each table, since a run reads the notifications of one capture.
   *
   * @returns the errors of tables that failed, by their names in the lake
   */
  async run(datasets: readonly Dataset[]): Promise<Map<string, string>> {
    const errors = new Map<string, string>();
    for (const dataset of datasets) {
      const { failed, output } = await this.process.run({
        archive: this.raw,
        lake: this.lake,
        checkpoints: join(this.lake, 'checkpoints'),
        quarantine: join(this.lake, 'quarantine'),
        notifications: notificationsArgument([dataset]),
        tables: tablesArgument([dataset], this.positions),
      });
      if (failed) errors.set(tableName(dataset), output);
    }
    return errors;
  }

  /** With the columns that the job adds, all as text, in the order of a key of numbers. */
  async rows(dataset: Dataset): Promise<Record<string, unknown>[]> {
    const [key = ''] = dataset.keyColumns;
    const rows = await this.process.rows(join(this.lake, tableName(dataset)), 'texts');
    return rows.sort((a, b) => Number(a[key]) - Number(b[key]));
  }

  /** Archives all that a capture told of one table, and how its snapshots went. */
  archiveCapture(dataset: Dataset, records: readonly TopicRecord[], notifications: readonly TopicRecord[]): void {
    this.archive(topicName(dataset), records);
    this.archive(notificationsTopic(dataset.source), notifications);
  }
}
