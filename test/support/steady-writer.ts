import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2/promise';

import type { KeptRunFiles } from './kept-run';

const PAUSE_MILLISECONDS = 20;
/** A server that was killed is back after a few of them. */
const RECONNECT_MILLISECONDS = 200;

/**
 * Changes rows of a kept run's customers and suppliers until it is stopped, one transaction after the other, and connects anew
 * whenever its server is gone.
 */
export class SteadyWriter {
  private readonly committed: number[] = [];
  private next: number;
  private isStopped = false;
  private readonly work: Promise<void>;

  /** @param firstId above all that are there */
  constructor(
    private readonly files: KeptRunFiles,
    firstId: number,
  ) {
    this.next = firstId;
    this.work = this.write();
  }

  /** Customers whose transaction the server has acknowledged, also those that were deleted later. */
  get acknowledged(): readonly number[] {
    return this.committed;
  }

  /** Resolves once transactions are acknowledged that began after it was called. */
  async writesOn(): Promise<void> {
    const begun = this.next;
    while ((this.committed.at(-1) ?? 0) <= begun) await sleep(PAUSE_MILLISECONDS);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.work;
  }

  private async write(): Promise<void> {
    while (!this.isStopped) {
      const connection = await this.connect().catch(() => undefined);
      try {
        while (connection !== undefined && !this.isStopped) await this.commitOne(connection);
      } catch {
        // Whether what was under way is committed only the server knows: its number is not used again.
      } finally {
        connection?.destroy();
      }
      await sleep(RECONNECT_MILLISECONDS);
    }
  }

  private async commitOne(connection: mysql.Connection): Promise<void> {
    const id = this.next++;
    await connection.beginTransaction();
    await connection.query('INSERT INTO salesdb.CUSTOMER (CUST_ID, NAME, MKTSEGMENT) VALUES (?, ?, ?)', [id, 'n', 's']);
    await connection.query('UPDATE salesdb.CUSTOMER SET NAME = ? WHERE CUST_ID = ?', [`changed by ${id}`, id - 1]);
    if (id % 5 === 0) await connection.query('DELETE FROM salesdb.CUSTOMER WHERE CUST_ID = ?', [id - 3]);
    await connection.query('UPDATE salesdb.SUPPLIER SET NAME = ? WHERE SUPPLIER_ID = ?', [`supplier ${id}`, id % 200]);
    await connection.commit();
    this.committed.push(id);
    await sleep(PAUSE_MILLISECONDS);
  }

  private async connect(): Promise<mysql.Connection> {
    const { host, port, user, password } = this.files.endpoint(
      ({ user, name }) => user === 'app' && name.includes('salesdb'),
    );
    const ssl = { rejectUnauthorized: false };
    const connection = await mysql.createConnection({ host, port, user, password, ssl, connectTimeout: 2000 });
    connection.on('error', () => undefined);
    return connection;
  }
}
