import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { replicationParameters } from '../../lib/source/replication-parameters';
import { type RuntimePaths, runtimePaths } from '../../local/paths';
import { Supervisor } from '../../local/processes/supervisor';
import { Capture, CDC_USER } from './capture';
import { MYSQL_CAPTURE, type MysqlCapture, type MysqlCaptureInputs } from './mysql-capture';
import { play } from './mysql-replication';
import { type MysqlServer, startMysqlServer } from './mysql-server';

const ROOT = resolve(__dirname, '..', '..');
const SERVER_ID = 5501;

/** What a capture needs in a server beside its tables. */
const NEEDED = [
  'CREATE TABLE salesdb.heartbeat (id INT PRIMARY KEY, beat_at TIMESTAMP(6) NULL)',
  'INSERT INTO salesdb.heartbeat VALUES (1, NULL)',
  `CREATE USER '${CDC_USER.username}'@'%' IDENTIFIED BY '${CDC_USER.password}'`,
  `GRANT SELECT, UPDATE, RELOAD, LOCK TABLES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '${CDC_USER.username}'@'%'`,
];

export interface CapturedServerInputs
  extends Pick<MysqlCaptureInputs, 'topicPrefix' | 'datasets' | 'sharedTopic' | 'undeclaredTables'> {
  /** Make the database `salesdb`, and whatever else is there before the capture. */
  readonly statements: readonly string[];
  /** Of the server, beside those that replication needs. */
  readonly options?: Readonly<Record<string, string>>;
}

/** A MySQL server of a test's own and a capture that may follow it, which end together. */
export class CapturedServer {
  /** Goes with them. */
  readonly folder: string;
  /** A folder in it. */
  readonly directory: string;
  readonly runtime: RuntimePaths = runtimePaths(join(ROOT, '.runtime'), process.env);
  private readonly supervisor: Supervisor;
  private server?: MysqlServer;
  private capture?: MysqlCapture;

  /** @param name tells the test from others */
  constructor(private readonly name: string) {
    this.folder = mkdtempSync(join(tmpdir(), `tributary-${name}-`));
    this.directory = join(this.folder, 'data');
    mkdirSync(this.directory);
    this.supervisor = new Supervisor(name, this.folder);
  }

  /** Starts both; the capture follows nothing yet. */
  async start(inputs: CapturedServerInputs): Promise<{ readonly server: MysqlServer; readonly capture: MysqlCapture }> {
    const { statements, options, ...captured } = inputs;
    const { supervisor, runtime, directory } = this;
    const [server, capture] = await Promise.allSettled([
      startMysqlServer({ ...replicationParameters('mysql'), ...options }),
      Capture.start(
        MYSQL_CAPTURE,
        {
          name: `tributary-test-${this.name}`,
          ...captured,
          serverId: SERVER_ID,
          heartbeatTable: 'salesdb.heartbeat',
        },
        CDC_USER,
        { supervisor, runtime, directory },
      ),
    ]);
    // Before either may reject: one that started alone has to end, too.
    if (server.status === 'fulfilled') this.server = server.value;
    if (capture.status === 'fulfilled') this.capture = capture.value;
    if (server.status === 'rejected') throw server.reason;
    if (capture.status === 'rejected') throw capture.reason;
    await play(server.value, [...statements, ...NEEDED]);
    return { server: server.value, capture: capture.value };
  }

  async end(): Promise<void> {
    await this.capture?.end();
    await this.supervisor.stopAll();
    await this.server?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
