import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Dataset } from '../../connectors/dataset';
import { replicationSlot } from '../../lib/source/replication-slot';
import { heartbeatTable } from '../../lib/source/source-engine';
import { type RuntimePaths, runtimePaths } from '../../local/paths';
import { Supervisor } from '../../local/processes/supervisor';
import { Capture, CDC_USER } from './capture';
import { POSTGRES_CAPTURE, type PostgresCapture, type PostgresCaptureInputs } from './postgres-capture';
import { PostgresSource } from './postgres-source';

const ROOT = resolve(__dirname, '..', '..');

/** What differs between captures that one worker has one after the other. */
export type CaptureOf = Pick<PostgresCaptureInputs, 'topicPrefix' | 'datasets' | 'slot' | 'publication'>;

/** A PostgreSQL server of a test's own and a capture that may follow it, which end together. */
export class CapturedPostgres {
  /** Goes with them. */
  readonly folder: string;
  /** A folder in it. */
  readonly directory: string;
  readonly runtime: RuntimePaths = runtimePaths(join(ROOT, '.runtime'), process.env);
  readonly supervisor: Supervisor;
  private startedSource?: PostgresSource;
  private startedCapture?: PostgresCapture;

  /** @param name tells the test from others */
  constructor(private readonly name: string) {
    this.folder = mkdtempSync(join(tmpdir(), `tributary-${name}-`));
    this.directory = join(this.folder, 'data');
    mkdirSync(this.directory);
    this.supervisor = new Supervisor(name, this.folder);
  }

  get source(): PostgresSource {
    if (this.startedSource === undefined) throw new Error('the server must be started before it is used');
    return this.startedSource;
  }

  get capture(): PostgresCapture {
    if (this.startedCapture === undefined) throw new Error('the capture must be started before it is used');
    return this.startedCapture;
  }

  /**
   * Starts both; the capture follows nothing yet.
   *
   * @param parameters of the server, beside those that the platform sets
   * @param changes of the connector's inputs, beside what a test's tables are
   */
  async start(
    parameters: Readonly<Record<string, string>> = {},
    changes: Partial<PostgresCaptureInputs> = {},
  ): Promise<void> {
    const { supervisor, runtime, directory } = this;
    const connector = `tributary-test-${this.name}`;
    const inputs: PostgresCaptureInputs = {
      name: connector,
      topicPrefix: 'none',
      datasets: [],
      ...replicationSlot(connector),
      databaseName: 'shop',
      heartbeatTable: heartbeatTable('postgres', 'shop'),
      ...changes,
    };
    const [source, capture] = await Promise.allSettled([
      PostgresSource.start({ supervisor, runtime, directory }, parameters),
      Capture.start(POSTGRES_CAPTURE, inputs, CDC_USER, { supervisor, runtime, directory }),
    ]);
    // Before either may reject: one that started alone has to end, too.
    if (source.status === 'fulfilled') this.startedSource = source.value;
    if (capture.status === 'fulfilled') this.startedCapture = capture.value;
    if (source.status === 'rejected') throw source.reason;
    if (capture.status === 'rejected') throw capture.reason;
  }

  /** Makes tables, admits the connector to them, and says by what it may follow them. */
  async prepare(topicPrefix: string, datasets: readonly Dataset[], statements: readonly string[]): Promise<CaptureOf> {
    const of: CaptureOf = { topicPrefix, datasets, ...replicationSlot(`tributary-test-${topicPrefix}`) };
    await this.source.play(statements);
    await this.source.admit(CDC_USER, datasets, of.publication);
    return of;
  }

  async end(): Promise<void> {
    await this.startedSource?.end();
    await this.startedCapture?.end();
    await this.supervisor.stopAll();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
