import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * What Iceberg's writers do below the folder of their tables: put files and read those that say which they are. Deleting is part
 * of it: a commit that another writer was ahead of leaves files behind that are none of the table's.
 *
 * Wildcard: names of files are made up.
 */
export function icebergFileStatement(bucketArn: string, prefix: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
    resources: [`${bucketArn}/${prefix}/*`],
  });
}

/**
 * What the Iceberg sink does in the Data Catalog: make tables of its database, and say at each commit where they are now. It
 * tries to make the database, too, which is there, and gives up where it may not try.
 *
 * Wildcard: tables come up with what is captured.
 */
export function icebergCatalogStatements(stack: Stack, databaseName: string): iam.PolicyStatement[] {
  const arn = (resource: string, resourceName?: string): string =>
    stack.formatArn({ service: 'glue', resource, resourceName });
  const database = [arn('catalog'), arn('database', databaseName)];
  return [
    new iam.PolicyStatement({ actions: ['glue:CreateDatabase', 'glue:GetDatabase'], resources: database }),
    new iam.PolicyStatement({
      actions: ['glue:CreateTable', 'glue:GetTable', 'glue:UpdateTable'],
      resources: [...database, arn('table', `${databaseName}/*`)],
    }),
  ];
}
