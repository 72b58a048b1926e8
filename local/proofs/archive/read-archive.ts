import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';

import type { AwsClientConfig } from '../../servers/aws-client-config';

const unzip = promisify(gunzip);

const OBJECT_KEY = /^(?<topic>.+)\/partition=(?<partition>\d+)\/[^/]+\+\d+\+(?<offset>\d{20})\.jsonl(?<gzip>\.gz)?$/;

/** Lines of what one sink has archived, one for each event, by `<topic>/<partition>`, in the order of the objects' offsets. */
export interface Archive {
  readonly objectCount: number;
  readonly events: ReadonlyMap<string, readonly string[]>;
  /** Keys below the topics' prefixes that are no archive objects. */
  readonly foreignKeys: readonly string[];
}

/** Reads an archive again and again, fetching only objects that are new. */
export class ArchiveReader {
  private readonly client: S3Client;
  private readonly fetched = new Map<string, string[]>();
  private seen = 0;

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
    return this.seen;
  }

  async read(): Promise<Archive> {
    const keys = (await Promise.all(this.topics.map((topic) => this.listKeys(topic)))).flat();
    const events = new Map<string, string[]>();
    const foreignKeys: string[] = [];
    // Keys sort by their 20-digit offsets within a partition.
    for (const key of keys) {
      const match = OBJECT_KEY.exec(key.slice(this.prefix.length + 1))?.groups;
      if (match === undefined) {
        foreignKeys.push(key);
        continue;
      }
      const place = `${match.topic}/${match.partition}`;
      const lines = await this.fetch(key, match.gzip !== undefined);
      const known = events.get(place);
      if (known === undefined) events.set(place, [...lines]);
      else for (const line of lines) known.push(line);
    }
    this.seen = keys.length;
    return { objectCount: keys.length, events, foreignKeys };
  }

  private async listKeys(topic: string): Promise<string[]> {
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page = await this.client.send(
        new ListObjectsV2Command({ Bucket: this.bucket, Prefix: `${this.prefix}/${topic}/`, ContinuationToken: token }),
      );
      for (const object of page.Contents ?? []) if (object.Key !== undefined) keys.push(object.Key);
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return keys.sort();
  }

  /** Archive objects never change once they are there, so a key is fetched once. */
  private async fetch(key: string, zipped: boolean): Promise<string[]> {
    const known = this.fetched.get(key);
    if (known !== undefined) return known;
    const object = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
    const bytes = (await object.Body?.transformToByteArray()) ?? new Uint8Array();
    const text = (zipped ? await unzip(bytes) : Buffer.from(bytes)).toString('utf8');
    const lines = text.split('\n').filter((line) => line !== '');

    this.fetched.set(key, lines);
    return lines;
  }
}
