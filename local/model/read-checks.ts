import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import { requireReference } from '../assembly/follow-reference';
import { findAsset } from './find-asset';
import type { CheckModel } from './platform';

/**
 * The functions that look at databases by the clock, each with its schedule.
 *
 * @throws UnresolvedValueError for a schedule of anything else, which the local run would leave out
 */
export function readChecks(templates: EnvironmentTemplates): CheckModel[] {
  return resourcesOfType(templates, 'AWS::Scheduler::Schedule').map((resource) => readCheck(templates, resource));
}

function readCheck(templates: EnvironmentTemplates, resource: Resource): CheckModel {
  const { Arn: target } = resource.properties.Target as { readonly Arn: unknown };
  const handler = requireReference(templates, resource, 'Target.Arn', target, 'AWS::Lambda::Function');
  const code = handler.properties.Code as { readonly S3Key: unknown };
  return { resource, handler, codeDirectory: findAsset(handler, code.S3Key).path };
}
