import * as iam from 'aws-cdk-lib/aws-iam';
import { type ClusterArns, clusterSession, resourceArn } from './kafka-policies';
import { withRequiredActions } from './required-actions';

/**
 * What people may do from the client host: read every topic and look at every group. Wildcards: which topic has to be
 * looked at is known only when something is wrong. Writing is left to connectors, and groups of theirs cannot be altered.
 */
export function operatorStatements(cluster: ClusterArns): iam.PolicyStatement[] {
  return withRequiredActions([
    clusterSession(cluster),
    new iam.PolicyStatement({
      actions: [
        'kafka-cluster:DescribeTopic',
        'kafka-cluster:DescribeTopicDynamicConfiguration',
        'kafka-cluster:ReadData',
      ],
      resources: [resourceArn(cluster, 'topics', '*')],
    }),
    new iam.PolicyStatement({
      actions: ['kafka-cluster:DescribeGroup'],
      resources: [resourceArn(cluster, 'groups', '*')],
    }),
    new iam.PolicyStatement({
      actions: ['kafka-cluster:AlterGroup'],
      // The console consumer makes up the rest of its group's name.
      resources: [resourceArn(cluster, 'groups', 'console-consumer-*')],
    }),
  ]);
}
