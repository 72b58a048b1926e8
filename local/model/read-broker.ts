import { type EnvironmentTemplates, resourcesOfType } from '../assembly/environment-templates';
import { followReference } from '../assembly/follow-reference';
import { ModelError } from './model-errors';
import type { BrokerModel } from './platform';

/**
 * The cluster of an environment.
 *
 * @throws ModelError for a second one
 */
export function readBroker(templates: EnvironmentTemplates): BrokerModel | undefined {
  const [cluster, second] = resourcesOfType(templates, 'AWS::MSK::Cluster');
  if (second !== undefined) throw new ModelError(second, 'the local run has one broker, and this is a second cluster');
  if (cluster === undefined) return undefined;
  const info = cluster.properties.ConfigurationInfo as { readonly Arn: unknown } | undefined;
  return {
    resource: cluster,
    kafkaVersion: String(cluster.properties.KafkaVersion),
    configuration: info && followReference(templates, cluster.stack, info.Arn),
  };
}
