import {
  ARCHIVE_CLAIM,
  ArchiveProver,
  consumedTopics,
  isArchive,
  proveArchive,
} from '../../proofs/archive/prove-archive';
import { recordDecoder } from '../../proofs/avro/avro-records';
import type { FlowTarget } from '../../proofs/flow-ends';
import { keepsRows, PARQUET_CLAIM, ParquetProver, proveParquet } from '../../proofs/parquet/prove-parquet';
import { TopicReader } from '../../proofs/topic-reader';
import type { Kind } from '../kind';
import { autoDeleteVerbs, bucketVerbs } from './bucket';

export const s3: Kind = {
  name: 's3',
  evidence: 'stood in for',
  resources: {
    'AWS::S3::Bucket': bucketVerbs,
    'Custom::S3AutoDeleteObjects': autoDeleteVerbs,
  },
  bindings: {
    'AWS::S3::Bucket.Ref': (resource, local) => local.bucket(resource),
    'AWS::S3::Bucket.Arn': (resource, local) => `arn:aws:s3:::${local.bucket(resource)}`,
  },
  targets: ({ platform, client }) => [
    ...platform.connectors.filter(isArchive).map((part): FlowTarget => {
      const archive = new ArchiveProver(
        platform,
        part,
        new TopicReader(client, consumedTopics(part), recordDecoder(part.config)),
      );
      return { part, archive, id: 'archive', claim: ARCHIVE_CLAIM, prove: (subject) => proveArchive(archive, subject) };
    }),
    ...platform.connectors.filter(keepsRows).map((part): FlowTarget => {
      const topics = new TopicReader(client, consumedTopics(part), recordDecoder(part.config));
      const parquet = new ParquetProver(platform, part, topics);
      return { part, parquet, id: 'parquet', claim: PARQUET_CLAIM, prove: (subject) => proveParquet(parquet, subject) };
    }),
  ],
};
