import { type Duration, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3tables from 'aws-cdk-lib/aws-s3tables';
import { Construct } from 'constructs';
import { letMaintenanceUse, tableBucketAppendStatements, tableBucketArn } from './table-bucket-policies';

/** S3's own: a commit, or the maintenance itself, may take that long. */
const LEAST_UNKNOWN_DAYS = 3;
/** How long a file is still there that nobody knows any more. */
const NONCURRENT_DAYS = 10;

export interface TableBucketProps {
  /** 3 to 63 lower-case letters, digits and `-`, unique in the account and region. */
  readonly bucketName: string;
  /** What its tables are called before their names: lower-case letters, digits and `_`. */
  readonly namespace: string;
  /** How long a file that no table knows is left alone: whoever wrote it may come back to it. */
  readonly unknownFileRetention: Duration;
  /** Of its files; undefined where S3 holds it. */
  readonly encryptionKey: kms.Key | undefined;
  /** What becomes of it with its stack. With tables in it no deletion succeeds. */
  readonly removalPolicy: RemovalPolicy;
}

/** A bucket of Iceberg tables that are made by who writes them. Small files and old snapshots are S3's to remove. */
export class TableBucket extends Construct {
  readonly bucketName: string;

  private readonly encryptionKey: kms.Key | undefined;

  constructor(scope: Construct, id: string, props: TableBucketProps) {
    super(scope, id);
    const { bucketName, namespace, encryptionKey, removalPolicy } = props;
    this.bucketName = bucketName;
    this.encryptionKey = encryptionKey;
    const bucket = new s3tables.CfnTableBucket(this, 'Resource', {
      tableBucketName: bucketName,
      encryptionConfiguration:
        encryptionKey === undefined
          ? { sseAlgorithm: 'AES256' }
          : { sseAlgorithm: 'aws:kms', kmsKeyArn: encryptionKey.keyArn },
      unreferencedFileRemoval: {
        status: 'Enabled',
        unreferencedDays: Math.max(
          LEAST_UNKNOWN_DAYS,
          Math.ceil(props.unknownFileRetention.toDays({ integral: false })) + 1,
        ),
        noncurrentDays: NONCURRENT_DAYS,
      },
    });
    const own = new s3tables.CfnNamespace(this, 'Namespace', { tableBucketArn: bucket.attrTableBucketArn, namespace });
    for (const resource of [bucket, own]) {
      resource.applyRemovalPolicy(removalPolicy);
    }
    if (encryptionKey !== undefined) {
      letMaintenanceUse(encryptionKey, this.bucketArn);
    }
  }

  /** Lets the grantee make tables, and write rows to them. */
  grantAppend(grantee: iam.IGrantable): void {
    for (const statement of tableBucketAppendStatements(this.bucketArn)) {
      grantee.grantPrincipal.addToPrincipalPolicy(statement);
    }
    this.encryptionKey?.grant(grantee, 'kms:Decrypt', 'kms:GenerateDataKey');
  }

  /** As it is written: no reference leads to the bucket. */
  private get bucketArn(): string {
    return tableBucketArn(Stack.of(this), this.bucketName);
  }
}
