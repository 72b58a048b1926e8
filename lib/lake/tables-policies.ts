import * as iam from 'aws-cdk-lib/aws-iam';
import { type Dataset, tableNamePrefix } from '../../connectors/dataset';
import { folderList } from './folder-policies';

/** Beginnings of tables' names that one policy holds. */
const MOST_PREFIXES = 10;

/** Of a version in the name of its commit. */
const VERSION_DIGITS = 20;

/**
 * What a job of these tables does in their bucket: everything, in the folders of tables of the same source schemas. Deleting
 * is part of it: Delta removes old entries of its log, and Spark old files of a checkpoint.
 *
 * Wildcard: each table has several folders. Named one by one, those of a few tables would fill a policy, and with every new
 * table there would be a moment in which the job may not write it yet.
 *
 * @param parents prefixes in which each table has folders
 */
export function tableKeepStatements(
  bucketArn: string,
  parents: readonly string[],
  datasets: readonly Dataset[],
): iam.PolicyStatement[] {
  const prefixes = [...new Set(datasets.map(tableNamePrefix))].map((prefix) => `${prefix}*`);
  // Wildcard: what many tables' names begin with fits into no policy.
  const folders = parents.flatMap((parent) =>
    (prefixes.length <= MOST_PREFIXES ? prefixes : ['*']).map((prefix) => `${parent}/${prefix}`),
  );
  return [
    folderList(bucketArn, parents.flatMap((parent) => [parent, `${parent}/`]).concat(folders)),
    // Before it makes a folder, the file system looks whether one of its parents is an object.
    new iam.PolicyStatement({
      actions: ['s3:GetObject'],
      resources: parents.map((parent) => `${bucketArn}/${parent}`),
    }),
    new iam.PolicyStatement({
      actions: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
      resources: folders.map((folder) => `${bucketArn}/${folder}`),
    }),
  ];
}

/**
 * Refuses a commit of a Delta table that is put without the condition that its version is free: a writer with another log
 * store fails, instead of overwriting what another one committed.
 *
 * Wildcard: whoever writes, and whatever the table. A version has twenty digits; nothing else in a log is named so.
 */
export function commitGuardStatement(bucketArn: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'CommitsOnlyIfVersionIsFree',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:PutObject'],
    resources: [`${bucketArn}/*/_delta_log/${'?'.repeat(VERSION_DIGITS)}.json`],
    conditions: { Null: { 's3:if-none-match': 'true' } },
  });
}
