import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2/promise';

import { archivedValue } from '../../local/proofs/archive/archive-line';
import { ArchiveReader } from '../../local/proofs/archive/read-archive';
import { TopicReader } from '../../local/proofs/topic-reader';
import type { ArchivePlace } from './archived-events';
import type { KeptRunFiles } from './kept-run';

const TOPIC = 'salesdb.salesdb.CUSTOMER';
const INSERT = 'INSERT INTO salesdb.CUSTOMER (CUST_ID, NAME, MKTSEGMENT) VALUES (?, ?, ?)';
const FIRST_PROBE = 10_000;
const PAUSE_MILLISECONDS = 40;
const ARRIVAL_SECONDS = 60;
/** Ids of one writer are below the next one's, and what the workload drew is hardly ever among them. */
const IDS = 10_000;
/** After the last event has arrived: a repetition would come right behind it. */
const AFTERMATH_MILLISECONDS = 1500;

interface Envelope {
  readonly op: string;
  readonly after: { readonly CUST_ID: string | number } | null;
}

/** Waits until the source has read all rows that were there, and follows what is written. */
export async function untilStreaming(files: KeptRunFiles): Promise<void> {
  const topic = new TopicReader(files.kafka(), [TOPIC]);
  for (let id = FIRST_PROBE; ; id++) {
    const connection = await connectAsWriter(files);
    await connection.query(INSERT, valuesOf(id)).finally(() => connection.end());
    await sleep(1000);
    const records = (await topic.read()).get(TOPIC) ?? [];
    if (records.some(({ value }) => value !== null && (JSON.parse(value) as Envelope).op === 'c')) return;
  }
}

/** Writes customers, one transaction each, until it is stopped. */
export class CustomerWriter {
  private readonly written: number[] = [];
  private isStopped = false;
  private readonly work: Promise<void>;

  /** @param firstId above all that were written before */
  constructor(
    private readonly files: KeptRunFiles,
    private readonly firstId: number,
  ) {
    this.work = this.write();
  }

  /** @returns how many it wrote */
  async stop(): Promise<number> {
    this.isStopped = true;
    await this.work;
    return this.written.length;
  }

  /** Ids in the events of the topic, and in those of the archive, in their order, once all that was written has arrived. */
  async delivered(archive: ArchivePlace): Promise<{ readonly topic: number[]; readonly archive: number[] }> {
    const topicReader = new TopicReader(this.files.kafka(), [TOPIC]);
    const archiveReader = new ArchiveReader(this.files.awsClient(), archive.bucket, archive.prefix, [TOPIC]);
    const read = async (): Promise<{ topic: number[]; archive: number[] }> => {
      const records = (await topicReader.read()).get(TOPIC) ?? [];
      const lines = [...(await archiveReader.read()).events.values()];
      return {
        topic: this.idsOf(records.flatMap(({ value }) => (value === null ? [] : JSON.parse(value)))),
        archive: this.idsOf(lines.flatMap((events) => events.map((line) => archivedValue(line, archive.content)))),
      };
    };
    const deadline = Date.now() + ARRIVAL_SECONDS * 1000;
    for (let ids = await read(); Date.now() < deadline; ids = await read()) {
      if (Math.min(ids.topic.length, ids.archive.length) >= this.written.length) break;
      await sleep(500);
    }
    await sleep(AFTERMATH_MILLISECONDS);
    return read();
  }

  /** What should be delivered: each id once, in the order of the transactions. */
  expected(): { readonly topic: number[]; readonly archive: number[] } {
    return { topic: this.written, archive: this.written };
  }

  private async write(): Promise<void> {
    const connection = await connectAsWriter(this.files);
    try {
      for (let id = this.firstId; !this.isStopped; id++) {
        await connection.query(INSERT, valuesOf(id));
        this.written.push(id);
        await sleep(PAUSE_MILLISECONDS);
      }
    } finally {
      await connection.end();
    }
  }

  /** Of events of any kind: a row that is read again is a repetition, too. */
  private idsOf(events: readonly unknown[]): number[] {
    return events
      .map((event) => Number((event as Envelope).after?.CUST_ID))
      .filter((id) => id >= this.firstId && id < this.firstId + IDS);
  }
}

function connectAsWriter(files: KeptRunFiles): Promise<mysql.Connection> {
  const { host, port, user, password } = files.endpoint(({ user, name }) => user === 'app' && name.includes('salesdb'));
  return mysql.createConnection({ host, port, user, password, ssl: { rejectUnauthorized: false } });
}

function valuesOf(id: number): unknown[] {
  return [id, `Customer Name ${id}`, `Market segment ${id}`];
}
