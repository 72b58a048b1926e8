import * as iam from 'aws-cdk-lib/aws-iam';

/** What the archive sink does in its bucket: look for a partition's newest object, read its metadata, put the next one. */
export function archiveStatements(bucketArn: string, prefix: string): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [bucketArn],
      conditions: { StringLike: { 's3:prefix': `${prefix}/*` } },
    }),
    new iam.PolicyStatement({
      actions: ['s3:GetObject', 's3:PutObject'],
      // One object per topic, partition and offset: no narrower pattern can be known at synth.
      resources: [`${bucketArn}/${prefix}/*`],
    }),
  ];
}
