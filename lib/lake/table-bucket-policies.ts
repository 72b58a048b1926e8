import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';

/** Of S3, by which it keeps tables in order. */
const MAINTENANCE = 'maintenance.s3tables.amazonaws.com';

/** Where a bucket is. Values may be CDK tokens. */
export interface BucketPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

export function tableBucketArn({ partition, region, account }: BucketPlace, name: string): string {
  return `arn:${partition}:s3tables:${region}:${account}:bucket/${name}`;
}

/**
 * What the Iceberg sink does to tables of a bucket by the REST protocol: ask for the bucket, make tables, read where each is, write
 * files, and say where it is now. It tries to make their namespace, too, and goes on where it may not.
 *
 * Wildcard: a table is known by a number that it gets when it is made.
 */
export function tableBucketAppendStatements(bucketArn: string): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ['s3tables:CreateTable', 's3tables:GetTableBucket'], resources: [bucketArn] }),
    new iam.PolicyStatement({
      actions: [
        's3tables:GetTable',
        's3tables:GetTableData',
        's3tables:GetTableMetadataLocation',
        's3tables:PutTableData',
        's3tables:UpdateTableMetadataLocation',
      ],
      resources: [`${bucketArn}/table/*`],
    }),
  ];
}

/** Lets S3 write files of the bucket anew, which it does by itself. */
export function letMaintenanceUse(key: kms.Key, bucketArn: string): void {
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(MAINTENANCE)],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': `${bucketArn}/*` } },
    }),
  );
}
