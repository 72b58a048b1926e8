import { gunzipSync, gzipSync } from 'node:zlib';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';

import type { AwsClientConfig } from '../../local/servers/aws-client-config';
import type { ArchivePlace } from './archived-events';

/** Changes objects of an archive by hand, as no sink does. */
export class ArchiveObjects {
  private readonly s3: S3Client;

  constructor(
    aws: AwsClientConfig,
    private readonly place: ArchivePlace,
  ) {
    this.s3 = new S3Client(aws);
  }

  /** Removes the first object of a topic's partition. @returns what puts it back */
  async remove(topic: string, partition: number): Promise<() => Promise<void>> {
    const key = await this.firstKey(topic, partition);
    const content = await this.read(key);
    await this.s3.send(new DeleteObjectCommand({ Bucket: this.place.bucket, Key: key }));
    return () => this.write(key, content);
  }

  /** Takes a line out of the first object of a topic's partition. @returns what puts it back */
  async skipLine(topic: string, partition: number, line: number): Promise<() => Promise<void>> {
    const key = await this.firstKey(topic, partition);
    const content = await this.read(key);
    const lines = gunzipSync(content).toString('utf8').split('\n');
    await this.write(key, gzipSync(lines.filter((_, at) => at !== line).join('\n')));
    return () => this.write(key, content);
  }

  private async firstKey(topic: string, partition: number): Promise<string> {
    const { bucket, prefix } = this.place;
    const Prefix = `${prefix}/${topic}/partition=${partition}/`;
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
    const [key] = Contents.map(({ Key }) => String(Key)).sort();
    if (key === undefined) throw new Error(`nothing is archived below ${Prefix}`);
    return key;
  }

  private async read(key: string): Promise<Uint8Array> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: this.place.bucket, Key: key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  }

  private async write(key: string, content: Uint8Array): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket: this.place.bucket, Key: key, Body: content }));
  }
}
