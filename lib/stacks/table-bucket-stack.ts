import { CfnOutput, type Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { TableBucket } from '../lake/table-bucket';
import { ProtectedStack, type ProtectedStackProps } from './protected-stack';

export interface TableBucketStackProps extends ProtectedStackProps {
  readonly bucketName: string;
  readonly namespace: string;
  /** How long topics keep records: so long a sink that stood still may come back to files that it wrote. */
  readonly topicRetention: Duration;
}

/** A table bucket that a pipeline writes to. It is there whatever becomes of what runs. */
export class TableBucketStack extends ProtectedStack {
  readonly tables: TableBucket;

  constructor(scope: Construct, id: string, props: TableBucketStackProps) {
    super(scope, id, props);
    this.tables = new TableBucket(this, 'Tables', {
      bucketName: props.bucketName,
      namespace: props.namespace,
      unknownFileRetention: props.topicRetention,
      encryptionKey: this.encryptionKey,
      removalPolicy: props.dataPolicy.removalPolicy,
    });
    new CfnOutput(this, 'TableBucketName', { value: this.tables.bucketName });
  }
}
