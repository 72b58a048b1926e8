import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { Account } from './aws-account';

/** Output of the stack that has the archive. */
const ARCHIVE_OUTPUT = 'ArchiveBucketName';
/** Where archives keep the events of topics: a name that never changes (docs/architecture.md). */
const ARCHIVE_PREFIX = 'raw';

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
}

/**
 * Topics that would be made although their events are archived, as `property rule, got: value` sentences: one that was there
 * before begins at offset 0 again, and its sink stops at objects that it takes for newer ones.
 *
 * @param all stacks of the app; the archive may be in one that is not deployed now
 */
export async function archivedTopicProblems(
  stacks: readonly CloudFormationStackArtifact[],
  all: readonly CloudFormationStackArtifact[],
  account: Account,
): Promise<string[]> {
  const problems: string[] = [];
  for (const { stackName, template, environment, assembly } of stacks) {
    const topics = topicsOf(template);
    if (topics.length === 0) continue;
    const lake = all.find((other) => other.assembly === assembly && other.template.Outputs?.[ARCHIVE_OUTPUT]);
    const bucket = lake && (await account.output(environment.region, lake.stackName, ARCHIVE_OUTPUT));
    if (bucket === undefined) continue;
    const deployed = await account.template(environment.region, stackName);
    const known = new Set(deployed === undefined ? [] : topicsOf(deployed));
    for (const topic of topics.filter((name) => !known.has(name))) {
      const prefix = `${ARCHIVE_PREFIX}/${topic}/`;
      if (await account.hasObjects(environment.region, bucket, prefix)) {
        problems.push(
          `\`captures\` must not have a table back whose events are archived (docs/runbook.md, "A table comes back whose events are archived"), got: ${topic}, with objects below s3://${bucket}/${prefix}`,
        );
      }
    }
  }
  return problems;
}

function topicsOf(template: { readonly Resources?: Record<string, Resource> }): string[] {
  return Object.values(template.Resources ?? {})
    .filter(({ Type }) => Type === 'AWS::MSK::Topic')
    .map(({ Properties }) => String(Properties?.['TopicName']));
}
