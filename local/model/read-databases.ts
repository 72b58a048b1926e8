import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import { followReference } from '../assembly/follow-reference';
import { ModelError } from './model-errors';
import type { DatabaseModel } from './platform';

const ENGINES = ['mysql', 'aurora-mysql'] as const;

/**
 * The databases of an environment. An Aurora cluster is one database, whatever the number of its instances; their own
 * parameter group counts after the cluster's.
 *
 * @throws ModelError for an engine that has no local counterpart
 */
export function readDatabases(templates: EnvironmentTemplates): DatabaseModel[] {
  const instances = resourcesOfType(templates, 'AWS::RDS::DBInstance');
  const clusterOf = (instance: Resource): Resource | undefined =>
    followReference(templates, instance.stack, instance.properties.DBClusterIdentifier);
  const group = (resource: Resource, property: string): Resource[] => {
    const found = followReference(templates, resource.stack, resource.properties[property]);
    return found === undefined ? [] : [found];
  };
  const clusters = resourcesOfType(templates, 'AWS::RDS::DBCluster').map((cluster) => {
    const member = instances.find((instance) => clusterOf(instance) === cluster);
    if (member === undefined) throw new ModelError(cluster, 'a cluster without an instance cannot be reached');
    return database(cluster, [
      ...group(cluster, 'DBClusterParameterGroupName'),
      ...group(member, 'DBParameterGroupName'),
    ]);
  });
  const single = instances.filter((instance) => instance.properties.DBClusterIdentifier === undefined);
  return [...clusters, ...single.map((instance) => database(instance, group(instance, 'DBParameterGroupName')))];
}

function database(resource: Resource, parameterGroups: readonly Resource[]): DatabaseModel {
  const engine = ENGINES.find((candidate) => candidate === resource.properties.Engine);
  if (engine === undefined) {
    throw new ModelError(
      resource,
      `\`Engine\` must be one of ${ENGINES.join(', ')}, got: ${resource.properties.Engine}`,
    );
  }
  return { resource, engine, engineVersion: String(resource.properties.EngineVersion), parameterGroups };
}
