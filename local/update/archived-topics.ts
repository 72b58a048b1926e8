import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { archiveBucket } from '../model/archive-bucket';
import type { RunningPlatform } from '../session/running-platform';
import type { UpdatePlan } from './plan-update';
import type { Refusal } from './refusal';

/**
 * Topics that would be made although their events are archived: one that was there before begins at offset 0 again, and its
 * sink stops at objects that it takes for newer ones.
 */
export async function archivedTopics(plan: UpdatePlan, platform: RunningPlatform): Promise<Refusal[]> {
  const made = plan.stacks
    .flatMap(({ changes }) => changes)
    .filter(({ action, after }) => after?.type === 'AWS::MSK::Topic' && (action === 'create' || action === 'replace'));
  const refusals: Refusal[] = [];
  for (const change of made) {
    const topic = String(change.after?.properties.TopicName);
    const folder = await archiveOf(platform, topic);
    if (folder !== undefined) {
      refusals.push({
        change,
        reason: `topic ${topic} begins anew, and ${folder} has the events of one that was called so`,
        advice:
          'leave the table out, or move these objects to another prefix (docs/runbook.md, "A table comes back whose events are archived")',
      });
    }
  }
  return refusals;
}

async function archiveOf({ connectors, awsClient }: RunningPlatform, topic: string): Promise<string | undefined> {
  const client = new S3Client(awsClient);
  const folders = new Set(
    connectors
      .filter(({ config }) => archiveBucket(config) !== undefined)
      .map(({ config }) => `${archiveBucket(config)}/${config['s3.prefix']}/${topic}/`),
  );
  for (const folder of folders) {
    const [bucket = '', ...prefix] = folder.split('/');
    const { KeyCount } = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix.join('/'), MaxKeys: 1 }),
    );
    if (KeyCount !== undefined && KeyCount > 0) return `s3://${folder}`;
  }
  return undefined;
}
