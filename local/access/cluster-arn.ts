import type { Resource } from '../assembly/environment-templates';
import { ModelError } from '../model/model-errors';

/** What MSK makes up with a cluster; every ARN of its topics and groups ends its path with it. */
const CLUSTER_UUID = '00000000-0000-0000-0000-000000000000-1';

/** The ARN that `Ref` of an `AWS::MSK::Cluster` gives, as MSK forms it. */
export function clusterArn(cluster: Resource): string {
  const { account, region } = cluster.stack;
  const { ClusterName: name } = cluster.properties;
  if (typeof name !== 'string') {
    throw new ModelError(cluster, `\`ClusterName\` must be plain text, got: ${JSON.stringify(name)}`);
  }
  return `arn:aws:kafka:${region}:${account}:cluster/${name}/${CLUSTER_UUID}`;
}
