import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import { requireReference } from '../assembly/follow-reference';
import type { TemplateResolver } from '../assembly/template-resolver';
import type { CheckModel } from './platform';
import { readFunction } from './read-function';
import { isOfWarehouse } from './read-merge-schedules';
import { isOfRefresh } from './read-refreshes';

/**
 * The functions that look at databases by the clock, each with its schedule.
 *
 * @throws UnresolvedValueError for a schedule of anything else but merges of a warehouse and refreshes of tables, which the local run would leave out
 */
export function readChecks(templates: EnvironmentTemplates, resolver: TemplateResolver): CheckModel[] {
  return resourcesOfType(templates, 'AWS::Scheduler::Schedule')
    .filter((resource) => !isOfWarehouse(resource) && !isOfRefresh(resource))
    .map((resource) => readCheck(templates, resource, resolver));
}

/** The function of one schedule. */
export function readCheck(templates: EnvironmentTemplates, resource: Resource, resolver: TemplateResolver): CheckModel {
  const { Arn: target } = resource.properties.Target as { readonly Arn: unknown };
  const handler = requireReference(templates, resource, 'Target.Arn', target, 'AWS::Lambda::Function');
  return { resource, ...readFunction(templates, handler, resolver) };
}
