import { type EnvironmentTemplates, resourcesOfType } from '../assembly/environment-templates';
import type { TemplateResolver } from '../assembly/template-resolver';
import { LocalRunError } from '../local-run-error';
import { BrokerAccess } from './broker-access';
import { clusterArn } from './cluster-arn';
import { readRoles } from './read-roles';

/**
 * The roles of an environment, as its broker is to know them from its start.
 *
 * @param directory is made
 * @throws LocalRunError for an environment without a cluster
 */
export function openAccess(
  templates: EnvironmentTemplates,
  resolver: TemplateResolver,
  directory: string,
): BrokerAccess {
  const [cluster] = resourcesOfType(templates, 'AWS::MSK::Cluster');
  if (cluster === undefined) throw new LocalRunError(`${templates.environment} has no Kafka cluster`);
  const access = new BrokerAccess(clusterArn(cluster), directory);
  access.setRoles(readRoles(templates, resolver));
  return access;
}
