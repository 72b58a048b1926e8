import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import { followReference } from '../assembly/follow-reference';
import type { TemplateResolver } from '../assembly/template-resolver';
import { ModelError } from './model-errors';
import type { QueryModel, WorkGroupModel } from './platform';

/**
 * The named queries of an environment, with their statements as they are.
 *
 * @throws ModelError for one that is not in the environment's workgroup, whose limits would not hold for it
 */
export function readQueries(
  templates: EnvironmentTemplates,
  resolver: TemplateResolver,
  workGroup: WorkGroupModel | undefined,
): QueryModel[] {
  return resourcesOfType(templates, 'AWS::Athena::NamedQuery').map((resource) => {
    const named = resolver.property(resource, 'WorkGroup');
    if (workGroup === undefined || named !== workGroup.name) {
      const wanted = workGroup === undefined ? 'in the same environment, which has none' : `"${workGroup.name}"`;
      throw new ModelError(resource, `\`WorkGroup\` must be ${wanted}, got: ${JSON.stringify(named)}`);
    }
    return {
      resource,
      name: resolver.text(resource, 'Name'),
      database: databaseName(templates, resolver, resource),
      workGroup: workGroup.name,
      sql: resolver.text(resource, 'QueryString'),
    };
  });
}

/** Of a reference, the name that its database will have. */
function databaseName(templates: EnvironmentTemplates, resolver: TemplateResolver, query: Resource): string {
  const database = followReference(templates, query.stack, query.properties.Database);
  return database === undefined ? resolver.text(query, 'Database') : resolver.text(database, 'DatabaseInput.Name');
}
