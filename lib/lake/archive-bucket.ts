import { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Dataset } from '../../connectors/dataset';
import type { DataPolicy } from '../config/data-policy';
import { archiveReadStatements, archiveStatements } from './archive-policies';
import { bucketEncryption, INCOMPLETE_UPLOADS, privateBucket } from './private-bucket';

const ACCESS_LOG_RETENTION = Duration.days(90);

export interface ArchiveBucketProps {
  readonly dataPolicy: DataPolicy;
  /**
   * Key of the objects.
   *
   * @default - a key that S3 holds
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * Where raw events are kept. No rule ever expires an object: the newest object of each partition says where the archive
 * goes on, and without it the sink would begin again.
 */
export class ArchiveBucket extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, props: ArchiveBucketProps) {
    super(scope, id);
    const { dataPolicy, encryptionKey } = props;
    const shared = privateBucket(dataPolicy);
    const accessLogs = new s3.Bucket(this, 'AccessLogs', {
      ...shared,
      encryption: s3.BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: ACCESS_LOG_RETENTION }],
    });
    this.bucket = new s3.Bucket(this, 'Bucket', {
      ...shared,
      ...bucketEncryption(encryptionKey),
      versioned: dataPolicy.protected,
      serverAccessLogsBucket: accessLogs,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: INCOMPLETE_UPLOADS }],
    });
  }

  /** Lets the grantee append objects below `prefix` and find its way back to the last one. */
  grantAppend(grantee: iam.IGrantable, prefix: string): void {
    for (const statement of archiveStatements(this.bucket.bucketArn, prefix)) {
      grantee.grantPrincipal.addToPrincipalPolicy(statement);
    }
    this.bucket.encryptionKey?.grant(grantee, 'kms:Decrypt', 'kms:GenerateDataKey');
  }

  /** Lets the grantee read the raw objects of these datasets, and of their sources' notifications, below `prefix`. */
  grantRead(grantee: iam.IGrantable, prefix: string, datasets: readonly Dataset[]): void {
    for (const statement of archiveReadStatements(this.bucket.bucketArn, prefix, datasets)) {
      grantee.grantPrincipal.addToPrincipalPolicy(statement);
    }
    this.bucket.encryptionKey?.grant(grantee, 'kms:Decrypt');
  }
}
