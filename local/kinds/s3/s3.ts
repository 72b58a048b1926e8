import type { Kind } from '../kind';
import { autoDeleteVerbs, bucketVerbs } from './bucket';

export const s3: Kind = {
  name: 's3',
  resources: {
    'AWS::S3::Bucket': bucketVerbs,
    'Custom::S3AutoDeleteObjects': autoDeleteVerbs,
  },
  bindings: {
    'AWS::S3::Bucket.Ref': (resource, local) => local.bucket(resource),
    'AWS::S3::Bucket.Arn': (resource, local) => `arn:aws:s3:::${local.bucket(resource)}`,
  },
};
