import { type EnvironmentTemplates, type Resource, resourceId } from '../assembly/environment-templates';
import { findClosure, findReferences } from '../assembly/find-references';
import { followReference } from '../assembly/follow-reference';
import type { ConnectorModel, PlatformModel } from '../model/platform';
import { namesAddress } from '../model/read-databases';

/** Buckets that a value of a resource refers to. */
export function bucketsIn(templates: EnvironmentTemplates, { stack }: Resource, value: unknown): Resource[] {
  return findReferences(templates, stack, [value])
    .map(({ resource }) => resource)
    .filter(({ type }) => type === 'AWS::S3::Bucket');
}

/** Whether a connector is the capture of a database. */
export function isReadBy(
  { databases }: Pick<PlatformModel, 'databases'>,
  templates: EnvironmentTemplates,
  database: Resource,
  connector: ConnectorModel,
): boolean {
  const model = databases.find(({ resource }) => resource === database);
  const isNamed = model !== undefined && namesAddress(connector.resource, model);
  return isCapture(connector) && (isNamed || isNeededBy(templates, database, connector.resource));
}

export function isCapture({ topicPrefix, topic }: ConnectorModel): boolean {
  return topicPrefix !== undefined || topic !== undefined;
}

function isNeededBy(templates: EnvironmentTemplates, database: Resource, { stack, properties }: Resource): boolean {
  const references = findReferences(templates, stack, properties.ConnectorConfiguration);
  return findClosure(
    templates,
    references.map(({ resource }) => resource),
  ).has(resourceId(database));
}

/** Where queries find tables of a job. */
export function catalogDatabaseOf(
  { catalogTables }: Pick<PlatformModel, 'catalogTables'>,
  templates: EnvironmentTemplates,
  tables: readonly string[],
): string | undefined {
  for (const { stack, properties } of catalogTables) {
    const { Name: name } = properties.TableInput as { readonly Name: unknown };
    if (typeof name !== 'string' || !tables.includes(name)) continue;
    const database = followReference(templates, stack, properties.DatabaseName);
    const input = database?.properties.DatabaseInput as { readonly Name: unknown } | undefined;
    if (typeof input?.Name === 'string') return input.Name;
  }
  return undefined;
}
