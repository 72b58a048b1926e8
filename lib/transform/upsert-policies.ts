import * as iam from 'aws-cdk-lib/aws-iam';
import type * as assets from 'aws-cdk-lib/aws-s3-assets';
import { type Dataset, tableName, topicName } from '../../connectors/dataset';
import { TABLE_PREFIXES } from '../lake/tables-bucket';

/** Lets a job fetch one uploaded file, and none of the others in the bucket that a whole account shares. */
export function assetReadStatement(asset: assets.Asset): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['s3:GetObject'],
    resources: [asset.bucket.arnForObjects(asset.s3ObjectKey)],
  });
}

/** What a job does in the archive: look for objects of its topics, and read them. */
export function archiveReadStatements(
  bucketArn: string,
  prefix: string,
  datasets: readonly Dataset[],
): iam.PolicyStatement[] {
  const folders = datasets.map((dataset) => `${prefix}/${topicName(dataset)}`);
  return [
    list(bucketArn, folders),
    new iam.PolicyStatement({
      actions: ['s3:GetObject'],
      resources: folders.map((folder) => `${bucketArn}/${folder}/*`),
    }),
  ];
}

/** What a job does in the bucket of the tables: everything, in the folders of its own tables. */
export function tableWriteStatements(
  bucketArn: string,
  checkpoints: string,
  datasets: readonly Dataset[],
): iam.PolicyStatement[] {
  const folders = datasets.flatMap((dataset) => {
    const name = tableName(dataset);
    return [
      `${TABLE_PREFIXES.tables}/${name}`,
      `${TABLE_PREFIXES.tables}/${name}__deleted`,
      `${checkpoints}/${name}`,
      `${TABLE_PREFIXES.quarantine}/${name}`,
    ];
  });
  return [
    list(bucketArn, folders),
    new iam.PolicyStatement({
      actions: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
      resources: folders.map((folder) => `${bucketArn}/${folder}/*`),
    }),
  ];
}

function list(bucketArn: string, folders: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['s3:ListBucket'],
    resources: [bucketArn],
    conditions: { StringLike: { 's3:prefix': folders.flatMap((folder) => [folder, `${folder}/*`]) } },
  });
}
