import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';

import { runtimePaths } from '../../paths';
import type { AwsClientConfig } from '../../servers/aws-client-config';

const run = promisify(execFile);

const ROOT = join(__dirname, '..', '..', '..');
const READ_ROWS = join(__dirname, 'read_rows.py');
/** Of what all rows of some objects come to. */
const MOST_BYTES = 1024 * 1024 * 1024;
const OBJECT_KEY = /^(?<topic>.+)\/partition=(?<partition>\d+)\/[^/]+\+\d+\+(?<offset>\d{20})(?:\.\w+)?\.parquet$/;

/** What set-up installs has a reader of Parquet that is none of those that write it, or that tables are asked with. */
function python(): string {
  return runtimePaths(join(ROOT, '.runtime'), process.env).python;
}

/** Rows of what one sink has stored, one for each record, as JSON by `<topic>/<partition>`, in the order of their offsets. */
export interface StoredRows {
  readonly objectCount: number;
  readonly rows: ReadonlyMap<string, readonly string[]>;
  /** Keys below the topics' prefixes that are no objects of rows. */
  readonly foreignKeys: readonly string[];
}

/** Reads objects in Parquet again and again, fetching only those that are new. They never change once they are there. */
export class RowsReader {
  private readonly client: S3Client;
  private readonly fetched = new Map<string, string[]>();

  /** @param topics of the sink: others have their own prefixes beside them */
  constructor(
    aws: AwsClientConfig,
    private readonly bucket: string,
    private readonly prefix: string,
    private readonly topics: readonly string[],
  ) {
    this.client = new S3Client(aws);
  }

  /** How many objects there were when it was read. */
  get objectCount(): number {
    return this.fetched.size;
  }

  async read(): Promise<StoredRows> {
    const keys = (await Promise.all(this.topics.map((topic) => this.listKeys(topic)))).flat();
    const places = new Map(keys.map((key) => [key, OBJECT_KEY.exec(key.slice(this.prefix.length + 1))?.groups]));
    await this.fetch(keys.filter((key) => places.get(key) !== undefined && !this.fetched.has(key)));
    const rows = new Map<string, string[]>();
    // Keys sort by their 20-digit offsets within a partition.
    for (const [key, place] of places) {
      if (place === undefined) continue;
      const at = `${place.topic}/${place.partition}`;
      rows.set(at, [...(rows.get(at) ?? []), ...(this.fetched.get(key) ?? [])]);
    }
    const foreignKeys = keys.filter((key) => places.get(key) === undefined);
    return { objectCount: keys.length, rows, foreignKeys };
  }

  private async listKeys(topic: string): Promise<string[]> {
    const keys: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await this.client.send(
        new ListObjectsV2Command({ Bucket: this.bucket, Prefix: `${this.prefix}/${topic}/`, ContinuationToken }),
      );
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return keys.sort();
  }

  private async fetch(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const folder = mkdtempSync(join(tmpdir(), 'rows-'));
    try {
      const files = await Promise.all(keys.map((key, index) => this.download(key, join(folder, `${index}.parquet`))));
      const { stdout } = await run(python(), [READ_ROWS, ...files], { maxBuffer: MOST_BYTES });
      for (const key of keys) this.fetched.set(key, []);
      for (const line of stdout.split('\n').filter((each) => each !== '')) {
        const end = line.indexOf('\t');
        this.fetched.get(keys[Number(line.slice(0, end))] ?? '')?.push(line.slice(end + 1));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  private async download(key: string, file: string): Promise<string> {
    const object = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
    writeFileSync(file, (await object.Body?.transformToByteArray()) ?? new Uint8Array());
    return file;
  }
}
