import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { folderList } from './folder-policies';
import type { ParquetTable } from './parquet-table';

/** Where all crawlers of an account write, which make the group themselves. */
const LOG_GROUP = '/aws-glue/crawlers*';

/** What a crawler does that looks after declared tables: read their objects, tell the catalog of columns, and write its log. */
export function crawlStatements(
  scope: IConstruct,
  database: string,
  tables: readonly Pick<ParquetTable, 'tableName' | 'bucket' | 'folder'>[],
): iam.PolicyStatement[] {
  const stack = Stack.of(scope);
  const arn = (resource: string, resourceName?: string): string =>
    stack.formatArn({ service: 'glue', resource, ...(resourceName === undefined ? {} : { resourceName }) });
  const logGroup = `arn:${stack.partition}:logs:${stack.region}:${stack.account}:log-group:${LOG_GROUP}`;
  const buckets = new Set(tables.map(({ bucket }) => bucket.bucketArn));
  return [
    new iam.PolicyStatement({
      actions: [
        'glue:BatchCreatePartition',
        'glue:BatchGetPartition',
        'glue:BatchUpdatePartition',
        'glue:GetDatabase',
        'glue:GetPartitions',
        'glue:GetTable',
        'glue:UpdateTable',
      ],
      resources: [
        arn('catalog'),
        arn('database', database),
        ...tables.map(({ tableName }) => arn('table', `${database}/${tableName}`)),
      ],
    }),
    ...[...buckets].flatMap((bucketArn) => {
      const folders = tables.filter(({ bucket }) => bucket.bucketArn === bucketArn).map(({ folder }) => folder);
      return [
        folderList(
          bucketArn,
          folders.flatMap((folder) => [folder, `${folder}/*`]),
        ),
        new iam.PolicyStatement({ actions: ['s3:GetBucketLocation'], resources: [bucketArn] }),
        new iam.PolicyStatement({
          actions: ['s3:GetObject'],
          resources: folders.map((folder) => `${bucketArn}/${folder}/*`),
        }),
      ];
    }),
    new iam.PolicyStatement({ actions: ['logs:CreateLogGroup'], resources: [logGroup] }),
    new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logGroup}:*`] }),
  ];
}
