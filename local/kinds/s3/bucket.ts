import { CreateBucketCommand, DeleteBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';

import type { Resource } from '../../assembly/environment-templates';
import type { TemplateResolver } from '../../assembly/template-resolver';
import { LocalRunError } from '../../local-run-error';
import type { AwsClientConfig } from '../../servers/aws-client-config';
import type { Session } from '../../session/session';
import type { ResourceVerbs } from '../kind';
import { generatedBucketName } from '../physical-name';
import { emptyBucket } from './empty-bucket';

/** Buckets by name; nothing here keeps their policies, encryption or lifecycle. */
export const bucketVerbs: ResourceVerbs = {
  create: async (resource, { next, platform }) => {
    const name = bucketName(resource, next.resolver);
    const { Buckets = [] } = await new S3Client(platform().awsClient).send(new ListBucketsCommand());
    // S3 answers a second creation in the first region as if it were the first; CloudFormation does not.
    if (Buckets.some(({ Name }) => Name === name)) throw new LocalRunError(`there is a bucket ${name} already`);
    await createBucket(resource, next, platform().awsClient);
  },
  // As deployed: a bucket with objects is not deleted.
  remove: async (resource, { before, platform }) => {
    const name = bucketName(resource, before.resolver);
    await new S3Client(platform().awsClient).send(new DeleteBucketCommand({ Bucket: name }));
    if (before.local.bucket(resource) === name) before.local.forget(resource);
  },
};

/** What empties a bucket before it is deleted. */
export const autoDeleteVerbs: ResourceVerbs = {
  remove: (resource, { before, platform }) =>
    emptyBucket(before.resolver.text(resource, 'BucketName'), platform().awsClient),
};

/** Makes a bucket under the name that its template gives it, or that CloudFormation would. */
export async function createBucket(
  resource: Resource,
  { resolver, local }: Pick<Session, 'resolver' | 'local'>,
  aws: AwsClientConfig,
): Promise<void> {
  const name = bucketName(resource, resolver);
  await new S3Client(aws).send(new CreateBucketCommand({ Bucket: name }));
  local.addBucket(resource, name);
}

function bucketName(resource: Resource, resolver: TemplateResolver): string {
  return String(resolver.property(resource, 'BucketName') ?? generatedBucketName(resource));
}
