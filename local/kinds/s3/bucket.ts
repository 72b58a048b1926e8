import { DeleteBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';

import { LocalRunError } from '../../local-run-error';
import type { ResourceVerbs } from '../kind';
import { bucketName, createBuckets } from './create-buckets';
import { emptyBucket } from './empty-bucket';

/** Buckets by name; nothing here keeps their policies, encryption or lifecycle. */
export const bucketVerbs: ResourceVerbs = {
  create: async (resource, { next, platform }) => {
    const name = bucketName(resource, next.resolver);
    const { Buckets = [] } = await new S3Client(platform().awsClient).send(new ListBucketsCommand());
    // S3 answers a second creation in the first region as if it were the first; CloudFormation does not.
    if (Buckets.some(({ Name }) => Name === name)) throw new LocalRunError(`there is a bucket ${name} already`);
    await createBuckets([resource], next.resolver, next.local, platform().awsClient);
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
