import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ArchiveBucket } from '../lake/archive-bucket';
import { ProtectedStack, type ProtectedStackProps } from './protected-stack';

/** What the pipelines leave behind. */
export class LakeStack extends ProtectedStack {
  readonly archive: ArchiveBucket;

  constructor(scope: Construct, id: string, props: ProtectedStackProps) {
    super(scope, id, props);
    this.archive = new ArchiveBucket(this, 'Archive', {
      dataPolicy: props.dataPolicy,
      encryptionKey: this.encryptionKey,
    });
    new CfnOutput(this, 'ArchiveBucketName', { value: this.archive.bucket.bucketName });
  }
}
