import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import { followReference } from '../assembly/follow-reference';
import { ModelError } from './model-errors';
import type { DatabaseModel, ExistingDatabase } from './platform';
import { DATABASE_TAG, tagOf } from './tag-of';

/** Type under which a database that is there already stands among the resources of its stack. */
export const EXISTING_DATABASE = 'Tributary::ExistingDatabase';

const ENGINES = ['mysql', 'aurora-mysql', 'postgres'] as const;

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
  return [
    ...clusters,
    ...single.map((instance) => database(instance, group(instance, 'DBParameterGroupName'))),
    ...resourcesOfType(templates, EXISTING_DATABASE).map((announcement) => database(announcement, [])),
  ];
}

function database(resource: Resource, parameterGroups: readonly Resource[]): DatabaseModel {
  const engine = ENGINES.find((candidate) => candidate === resource.properties.Engine);
  if (engine === undefined) {
    throw new ModelError(
      resource,
      `\`Engine\` must be one of ${ENGINES.join(', ')}, got: ${resource.properties.Engine}`,
    );
  }
  const isThere = resource.type === EXISTING_DATABASE;
  return {
    resource,
    key: isThere ? String(resource.properties.Key) : (tagOf(resource, DATABASE_TAG) ?? resource.logicalId),
    engine,
    engineVersion: isThere ? undefined : String(resource.properties.EngineVersion),
    database: initialDatabase(resource),
    parameterGroups,
    hasSample: [...resource.stack.resources.values()].some(
      ({ type, properties }) => type === 'Custom::DatabaseBootstrap' && properties.Sample !== undefined,
    ),
    existing: isThere ? existingDatabase(resource) : undefined,
  };
}

/** RDS has one name for it, Aurora another. */
function initialDatabase({ type, properties }: Resource): string | undefined {
  const name = type === EXISTING_DATABASE ? properties.Database : (properties.DBName ?? properties.DatabaseName);
  return typeof name === 'string' ? name : undefined;
}

function existingDatabase({ properties }: Resource): ExistingDatabase {
  return {
    hostname: String(properties.Hostname),
    port: String(properties.Port),
    database: String(properties.Database),
    schema: properties.Schema === undefined ? undefined : String(properties.Schema),
    cdcSecretName: String(properties.CdcSecretName),
    adminSecretName: properties.AdminSecretName === undefined ? undefined : String(properties.AdminSecretName),
    parameters: properties.Parameters as Readonly<Record<string, string>>,
  };
}

/** Whether a resource names a database that is there already by its address: nothing refers to what is in no template. */
export function namesAddress({ properties }: Resource, { existing }: DatabaseModel): boolean {
  if (existing === undefined) return false;
  // Texts within texts have their quotes escaped, so a whole value cannot be looked for; a longer name is another host.
  const hostname = existing.hostname.replaceAll('.', '\\.');
  return new RegExp(`(?<![\\w.-])${hostname}(?![\\w.-])`, 'i').test(JSON.stringify(properties));
}
