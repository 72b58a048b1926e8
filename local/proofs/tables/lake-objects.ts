import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';

import type { AwsClientConfig } from '../../servers/aws-client-config';
import type { RunnableJob } from '../../session/running-platform';

/** Objects below the folder that a job keeps its tables in, by keys of its bucket. */
export class LakeObjects {
  private readonly s3: S3Client;
  private readonly bucket: string;
  private readonly folder: string;

  constructor(aws: AwsClientConfig, job: Pick<RunnableJob, 'defaultArguments'>) {
    this.s3 = new S3Client(aws);
    const { hostname, pathname } = new URL(String(job.defaultArguments['--lake']));
    this.bucket = hostname;
    this.folder = pathname.slice(1);
  }

  /** Keys of all objects in folders of these names. */
  async list(names: readonly string[]): Promise<string[]> {
    const keys: string[] = [];
    for (const name of names) {
      let token: string | undefined;
      do {
        const page = await this.s3.send(
          new ListObjectsV2Command({
            Bucket: this.bucket,
            Prefix: `${this.folder}/${name}/`,
            ContinuationToken: token,
          }),
        );
        keys.push(...(page.Contents ?? []).map(({ Key }) => String(Key)));
        token = page.NextContinuationToken;
      } while (token !== undefined);
    }
    return keys;
  }

  async read(key: string): Promise<string> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
    return (await Body?.transformToString()) ?? '';
  }

  async write(key: string, body: string): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: body }));
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.s3.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
  }
}
