import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * Lets a client of Hadoop's S3 file system, which is what Spark on Glue has, look for objects.
 *
 * `IfExists`: S3 answers a request for a missing object with 404 only to those who may list, and such a request has no
 * prefix. With a plain `StringLike` the answer would be 403, at which Spark and Delta give up. What it lets through besides
 * is the names of the bucket's objects.
 *
 * @param prefixes patterns of what may be asked for
 */
export function folderList(bucketArn: string, prefixes: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['s3:ListBucket'],
    resources: [bucketArn],
    conditions: { StringLikeIfExists: { 's3:prefix': [...prefixes] } },
  });
}

/** The objects below a folder, and the one that would stand in its place: the file system asks for that first. */
export function folderObjects(bucketArn: string, folder: string): string[] {
  return [`${bucketArn}/${folder}`, `${bucketArn}/${folder}/*`];
}
