import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { canBeNamed } from '../../connectors/fragments/topic-patterns';
import { folderList } from './folder-policies';

/** By whom tables come up. */
const WRITING = ['glue:CreateTable', 'glue:GetTable', 'glue:UpdateTable'];

/** Where a database of Iceberg tables is. */
export interface IcebergPlace {
  readonly databaseName: string;
  readonly bucketArn: string;
  /** Prefix in the bucket, without a trailing slash. */
  readonly folder: string;
}

/**
 * What the Iceberg sink does to its tables: make them, and say at each commit where they are now. It tries to make their database,
 * too, which is there, and gives up where it may not try.
 */
export function icebergAppendStatements(stack: Stack, place: IcebergPlace): iam.PolicyStatement[] {
  return [
    fileStatement(place),
    databaseStatement(stack, place, ['glue:CreateDatabase', 'glue:GetDatabase']),
    tablesStatement(stack, place, WRITING),
  ];
}

/**
 * What a job does that keeps the tables of a database: as the sink does, and beside the tables files of its own, by Hadoop's file
 * system.
 */
export function icebergKeepStatements(stack: Stack, place: IcebergPlace): iam.PolicyStatement[] {
  return [
    folderList(place.bucketArn, [`${place.folder}/*`]),
    fileStatement(place),
    databaseStatement(stack, place, ['glue:GetDatabase']),
    tablesStatement(stack, place, WRITING),
  ];
}

/** What a job does that writes files of all tables of a database anew: it makes none, and finds what others made. */
export function icebergMaintainStatements(stack: Stack, place: IcebergPlace): iam.PolicyStatement[] {
  return [
    folderList(place.bucketArn, [`${place.folder}/*`]),
    fileStatement(place),
    databaseStatement(stack, place, ['glue:GetDatabase']),
    tablesStatement(stack, place, ['glue:GetTable', 'glue:GetTables', 'glue:UpdateTable']),
  ];
}

/**
 * What the sink does to files of tables that another catalog lists.
 *
 * @param url `s3://<bucket>/<prefix>`, below which they all are
 */
export function icebergFileStatement(stack: Stack, url: string): iam.PolicyStatement {
  const { hostname: bucket, pathname } = new URL(url);
  const bucketArn = stack.formatArn({ service: 's3', region: '', account: '', resource: bucket });
  return fileStatement({ bucketArn, folder: pathname.slice(1) });
}

/** What a reader of these tables does: ask where each of them is now, and get files of them. */
export function icebergReadStatements(
  stack: Stack,
  { databaseName, bucketArn, folder }: IcebergPlace,
  tables: readonly string[],
): iam.PolicyStatement[] {
  // Wildcard: hundreds of tables named one by one fit into no policy.
  const named = canBeNamed(tables) ? tables : ['*'];
  return [
    new iam.PolicyStatement({
      actions: ['s3:GetObject'],
      resources: named.map((table) => `${bucketArn}/${folder}/${table === '*' ? table : `${table}/*`}`),
    }),
    new iam.PolicyStatement({
      actions: ['glue:GetTable'],
      resources: [
        ...databaseArns(stack, databaseName),
        ...named.map((table) => arn(stack, 'table', `${databaseName}/${table}`)),
      ],
    }),
  ];
}

/**
 * Puts files and reads those that say which they are. Deleting is part of it: a commit that another writer was ahead of leaves
 * files behind that are none of the table's.
 *
 * Wildcard: names of files are made up.
 */
function fileStatement({ bucketArn, folder }: Omit<IcebergPlace, 'databaseName'>): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
    resources: [`${bucketArn}/${folder}/*`],
  });
}

function databaseStatement(stack: Stack, { databaseName }: IcebergPlace, actions: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources: databaseArns(stack, databaseName) });
}

/** Wildcard: tables come up with what is captured. */
function tablesStatement(stack: Stack, { databaseName }: IcebergPlace, actions: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions,
    resources: [...databaseArns(stack, databaseName), arn(stack, 'table', `${databaseName}/*`)],
  });
}

function databaseArns(stack: Stack, databaseName: string): string[] {
  return [arn(stack, 'catalog'), arn(stack, 'database', databaseName)];
}

function arn(stack: Stack, resource: string, resourceName?: string): string {
  return stack.formatArn({ service: 'glue', resource, resourceName });
}
