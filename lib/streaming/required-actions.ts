import type * as iam from 'aws-cdk-lib/aws-iam';
import { fail } from '../core/fail';

const PREFIX = 'kafka-cluster:';

/** What AWS lists beside each action as required with it: without these it is granted and denied all the same. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  AlterGroup: ['Connect', 'DescribeGroup'],
  AlterTransactionalId: ['Connect', 'DescribeTransactionalId', 'WriteData'],
  Connect: [],
  CreateTopic: ['Connect'],
  DescribeCluster: ['Connect'],
  DescribeGroup: ['Connect'],
  DescribeTopic: ['Connect'],
  DescribeTopicDynamicConfiguration: ['Connect'],
  DescribeTransactionalId: ['Connect'],
  ReadData: ['Connect', 'DescribeTopic', 'AlterGroup'],
  WriteData: ['Connect', 'DescribeTopic'],
  WriteDataIdempotently: ['Connect', 'WriteData'],
};

/**
 * All that one client may do in a cluster, checked to hold what AWS requires with each action.
 *
 * @throws Error naming an action and what it lacks
 */
export function withRequiredActions(statements: iam.PolicyStatement[]): iam.PolicyStatement[] {
  const granted = new Set(statements.flatMap(({ actions }) => actions).map((action) => action.replace(PREFIX, '')));
  for (const action of granted) {
    const required = REQUIRED[action] ?? fail('kafka-policies', `\`actions\` must be known ones, got: ${action}`);
    const missing = required.filter((other) => !granted.has(other));
    if (missing.length > 0) {
      fail('kafka-policies', `\`actions\` must hold what ${action} requires, got none of: ${missing.join(', ')}`);
    }
  }
  return statements;
}
