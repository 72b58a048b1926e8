import { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type Dataset, tableName } from '../../connectors/dataset';
import type { DataPolicy } from '../config/data-policy';
import { bucketEncryption, INCOMPLETE_UPLOADS, privateBucket } from './private-bucket';
import { TABLE_PREFIXES } from './table-prefixes';
import { commitGuardStatement, tableKeepStatements } from './tables-policies';

const ACCESS_LOG_RETENTION = Duration.days(90);
/** How long a version that was overwritten or deleted can be brought back, where the bucket keeps versions. */
const OLD_VERSIONS = Duration.days(30);

export interface TablesBucketProps {
  readonly dataPolicy: DataPolicy;
  /**
   * Key of the objects.
   *
   * @default - a key that S3 holds
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * Where tables are kept, with what their jobs remember. No rule expires a present object: which files a Delta table still
 * needs is known to its log only.
 */
export class TablesBucket extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, props: TablesBucketProps) {
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
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: INCOMPLETE_UPLOADS,
          ...(dataPolicy.protected
            ? { noncurrentVersionExpiration: OLD_VERSIONS, expiredObjectDeleteMarker: true }
            : {}),
        },
      ],
    });
    this.bucket.addToResourcePolicy(commitGuardStatement(this.bucket.bucketArn));
  }

  /** Lets the grantee keep the tables of these datasets, with checkpoints below a prefix of its own. */
  grantKeep(grantee: iam.IGrantable, checkpoints: string, datasets: readonly Dataset[]): void {
    this.grant(grantee, [TABLE_PREFIXES.tables, checkpoints, TABLE_PREFIXES.quarantine], datasets);
  }

  /** Lets the grantee write files of these datasets' tables anew, and delete them. */
  grantMaintain(grantee: iam.IGrantable, datasets: readonly Dataset[]): void {
    this.grant(grantee, [TABLE_PREFIXES.tables], datasets);
  }

  /** URL of a prefix, without a trailing slash. */
  url(prefix: string): string {
    return this.bucket.s3UrlForObject(prefix);
  }

  /** URL of a table's folder, without a trailing slash. */
  tableUrl(dataset: Dataset): string {
    return this.url(`${TABLE_PREFIXES.tables}/${tableName(dataset)}`);
  }

  private grant(grantee: iam.IGrantable, parents: readonly string[], datasets: readonly Dataset[]): void {
    for (const statement of tableKeepStatements(this.bucket.bucketArn, parents, datasets)) {
      grantee.grantPrincipal.addToPrincipalPolicy(statement);
    }
    this.bucket.encryptionKey?.grant(grantee, 'kms:Decrypt', 'kms:GenerateDataKey');
  }
}
