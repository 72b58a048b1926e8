import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { folderList } from '../lake/folder-policies';

/** Where statements of Athena run, and their results are written. */
export interface StatementPlace {
  readonly workgroupArn: string;
  readonly results: s3.IBucket;
  /** Without a trailing slash. */
  readonly resultsPrefix: string;
}

/** Lets a client run statements, see how they go, and stop them. Athena writes what they answer in the client's name. */
export function statementRunStatements({
  workgroupArn,
  results,
  resultsPrefix,
}: StatementPlace): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      actions: ['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:StopQueryExecution'],
      resources: [workgroupArn],
    }),
    new iam.PolicyStatement({ actions: ['s3:GetBucketLocation'], resources: [results.bucketArn] }),
    new iam.PolicyStatement({
      actions: ['s3:AbortMultipartUpload', 's3:PutObject'],
      // One object per statement, which Athena names.
      resources: [`${results.bucketArn}/${resultsPrefix}/*`],
    }),
  ];
}

/** Lets a client do something with tables or views of a database, by their names or by patterns of such. */
export function catalogStatement(
  scope: Construct,
  actions: readonly string[],
  database: string,
  tables: readonly string[],
): iam.PolicyStatement {
  const stack = Stack.of(scope);
  const arn = (resource: string, resourceName?: string): string =>
    stack.formatArn({ service: 'glue', resource, ...(resourceName === undefined ? {} : { resourceName }) });
  return new iam.PolicyStatement({
    actions: actions.map((action) => `glue:${action}`),
    // A right to a table is one to all above it as well.
    resources: [
      arn('catalog'),
      arn('database', database),
      ...tables.map((table) => arn('table', `${database}/${table}`)),
    ],
  });
}

/** Lets a client read all objects below a folder. */
export function folderReadStatements(bucketArn: string, folder: string): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ['s3:GetBucketLocation'], resources: [bucketArn] }),
    folderList(bucketArn, [folder, `${folder}/*`]),
    new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`${bucketArn}/${folder}/*`] }),
  ];
}

/** Lets a client write, read and delete all objects below a folder. */
export function folderKeepStatements(bucketArn: string, folder: string): iam.PolicyStatement[] {
  return [
    ...folderReadStatements(bucketArn, folder),
    new iam.PolicyStatement({
      actions: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'],
      resources: [`${bucketArn}/${folder}/*`],
    }),
  ];
}
