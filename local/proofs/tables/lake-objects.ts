import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';

import type { RunnableJob, RunningPlatform } from '../../session/running-platform';
import { targetTables } from './target-tables';

/** Keys of all objects of a job's tables: no commit and no rewritten file leaves them as they were. */
export async function lakeObjects(platform: RunningPlatform, job: RunnableJob): Promise<string[]> {
  const s3 = new S3Client(platform.awsClient);
  const { hostname: bucket, pathname } = new URL(String(job.defaultArguments['--lake']));
  const keys: string[] = [];
  for (const { name } of targetTables(platform, job)) {
    let token: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: `${pathname.slice(1)}/${name}/`, ContinuationToken: token }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key }) => String(Key)));
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }
  return keys;
}
