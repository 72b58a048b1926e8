import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

import type { Resource } from '../../assembly/environment-templates';
import type { TemplateResolver } from '../../assembly/template-resolver';
import type { AwsClientConfig } from '../../servers/aws-client-config';
import type { LocalValues } from '../../session/local-values';
import { generatedBucketName } from '../physical-name';

/** Makes every bucket of the templates. */
export async function createBuckets(
  buckets: readonly Resource[],
  resolver: TemplateResolver,
  local: LocalValues,
  aws: AwsClientConfig,
): Promise<void> {
  const client = new S3Client(aws);
  for (const resource of buckets) {
    const name = bucketName(resource, resolver);
    await client.send(new CreateBucketCommand({ Bucket: name }));
    local.addBucket(resource, name);
  }
}

export function bucketName(resource: Resource, resolver: TemplateResolver): string {
  return String(resolver.property(resource, 'BucketName') ?? generatedBucketName(resource));
}
