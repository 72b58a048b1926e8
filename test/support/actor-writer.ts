import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

import type { KeptRunFiles } from './kept-run';

const PAUSE_MILLISECONDS = 20;
const INSERT = "INSERT INTO public.actor (first_name, last_name) VALUES ('NEW', 'ACTOR') RETURNING actor_id";

/** Writes actors of a kept run's pagila, one transaction each, until it is stopped. */
export class ActorWriter {
  private readonly committed: number[] = [];
  private isStopped = false;
  private readonly work: Promise<void>;

  constructor(private readonly files: KeptRunFiles) {
    this.work = this.write();
  }

  /** Numbers of the actors whose transaction the server has acknowledged. */
  get acknowledged(): readonly number[] {
    return this.committed;
  }

  /** Resolves once so many more are acknowledged. */
  async writesOn(count: number): Promise<void> {
    const wanted = this.committed.length + count;
    while (this.committed.length < wanted) await Promise.race([sleep(PAUSE_MILLISECONDS), this.failure()]);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.work;
  }

  /** Never resolves: what went wrong with the writing goes wrong with whoever waits for it. */
  private failure(): Promise<never> {
    return this.work.then(() => Promise.reject(new Error('the writer has stopped')));
  }

  private async write(): Promise<void> {
    const { host, port, user, password } = this.files.endpoint(
      ({ kind, user, name }) => kind.startsWith('PostgreSQL') && name.includes('pagila') && user !== 'app',
    );
    const ssl = { rejectUnauthorized: false };
    const client = new Client({ host, port, user, password, database: 'pagila', ssl });
    await client.connect();
    try {
      while (!this.isStopped) {
        const { rows } = await client.query<{ actor_id: number }>(INSERT);
        this.committed.push(...rows.map(({ actor_id }) => actor_id));
        await sleep(PAUSE_MILLISECONDS);
      }
    } finally {
      await client.end();
    }
  }
}
