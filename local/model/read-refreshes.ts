import type { EnvironmentTemplates, Resource } from '../assembly/environment-templates';
import { resourcesOfType } from '../assembly/environment-templates';
import { requireReference } from '../assembly/follow-reference';
import type { TemplateResolver } from '../assembly/template-resolver';
import type { RefreshModel } from './platform';
import { readFunction } from './read-function';

/** What EventBridge Scheduler puts the time of a call in the place of. */
export const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';

/** Whether a schedule's function is told when it was due, as one that makes something anew is. */
export function isOfRefresh({ properties }: Resource): boolean {
  const { Input: input } = properties.Target as { readonly Input?: unknown };
  return JSON.stringify(input ?? '').includes(SCHEDULED_TIME);
}

/** The functions that make tables anew by the clock, each with its schedule. */
export function readRefreshes(templates: EnvironmentTemplates, resolver: TemplateResolver): RefreshModel[] {
  return resourcesOfType(templates, 'AWS::Scheduler::Schedule')
    .filter(isOfRefresh)
    .map((resource) => readRefresh(templates, resource, resolver));
}

/** The function of one schedule. */
export function readRefresh(
  templates: EnvironmentTemplates,
  resource: Resource,
  resolver: TemplateResolver,
): RefreshModel {
  const { Arn: target } = resource.properties.Target as { readonly Arn: unknown };
  const handler = requireReference(templates, resource, 'Target.Arn', target, 'AWS::Lambda::Function');
  return { resource, ...readFunction(templates, handler, resolver) };
}
