import { DeleteObjectsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';

import type { AwsClientConfig } from '../../servers/aws-client-config';

/** Deletes every object of a bucket. */
export async function emptyBucket(bucket: string, aws: AwsClientConfig): Promise<void> {
  const client = new S3Client(aws);
  for (;;) {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
    if (Contents.length === 0) return;
    const Objects = Contents.map(({ Key }) => ({ Key }));
    await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }));
  }
}
