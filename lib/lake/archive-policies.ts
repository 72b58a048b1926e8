import * as iam from 'aws-cdk-lib/aws-iam';
import {
  archivePrefix,
  type Dataset,
  followedTopics,
  notificationsTopic,
  topicNamePrefix,
} from '../../connectors/dataset';
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

/**
 * Objects of so many topics get a statement of their own: a policy of a role holds 6,144 characters, and the CDK spreads
 * statements over several, but never one.
 */
const TOPICS_PER_STATEMENT = 20;

/** What a job does in the archive: look for objects of its tables' sources, and read those of its tables and notifications. */
export function archiveReadStatements(
  bucketArn: string,
  prefix: string,
  datasets: readonly Dataset[],
): iam.PolicyStatement[] {
  const looked = datasets.flatMap((dataset) => [
    `${prefix}/${topicNamePrefix(dataset)}*`,
    `${prefix}/${archivePrefix(notificationsTopic(dataset.source))}/*`,
  ]);
  const statements: iam.PolicyStatement[] = [folderList(bucketArn, [...new Set(looked)])];
  const topics = followedTopics(datasets);
  for (let first = 0; first < topics.length; first += TOPICS_PER_STATEMENT) {
    const folders = topics
      .slice(first, first + TOPICS_PER_STATEMENT)
      .map((topic) => `${prefix}/${archivePrefix(topic)}`);
    statements.push(
      new iam.PolicyStatement({
        // Statements with names are not put together again.
        sid: `ReadArchive${first / TOPICS_PER_STATEMENT}`,
        actions: ['s3:GetObject'],
        resources: folders.flatMap((folder) => folderObjects(bucketArn, folder)),
      }),
    );
  }
  return statements;
}
