import {
  ARCHIVE_CLAIM,
  ArchiveProver,
  consumedTopics,
  isArchive,
  proveArchive,
} from '../../proofs/archive/prove-archive';
import { TopicReader } from '../../proofs/topic-reader';
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
  targets: ({ platform, client }) =>
    platform.connectors.filter(isArchive).map((part) => {
      const archive = new ArchiveProver(platform, part, new TopicReader(client, consumedTopics(part)));
      return { part, archive, id: 'archive', claim: ARCHIVE_CLAIM, prove: (subject) => proveArchive(archive, subject) };
    }),
};
