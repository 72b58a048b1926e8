import * as iam from 'aws-cdk-lib/aws-iam';
import {
  archivePrefix,
  type Dataset,
  followedTopics,
  notificationsTopic,
  sourcesOf,
  topicNamePrefix,
} from '../../connectors/dataset';
import { MOST_NAMED, topicPatterns } from '../../connectors/fragments/topic-patterns';
import { folderList, folderObjects } from './folder-policies';

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

/** What a job does in the archive: look for objects of its tables' sources, and read those of its tables and notifications. */
export function archiveReadStatements(
  bucketArn: string,
  prefix: string,
  datasets: readonly Dataset[],
): iam.PolicyStatement[] {
  const schemas = [...new Set(datasets.map(topicNamePrefix))];
  const looked = [
    ...(schemas.length <= MOST_NAMED ? schemas : sourcesOf(datasets).map((source) => `${source}.`)),
    ...sourcesOf(datasets).map((source) => `${archivePrefix(notificationsTopic(source))}/`),
  ].map((beginning) => `${prefix}/${beginning}*`);
  // Wildcard: five hundred topics named one by one fit into no policy.
  const folders = topicPatterns(followedTopics(datasets)).map((topic) => `${prefix}/${archivePrefix(topic)}`);
  return [
    folderList(bucketArn, looked),
    new iam.PolicyStatement({
      actions: ['s3:GetObject'],
      resources: folders.flatMap((folder) =>
        folder.endsWith('*') ? [`${bucketArn}/${folder}`] : folderObjects(bucketArn, folder),
      ),
    }),
  ];
}
