import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import { requireReference } from '../assembly/follow-reference';
import type { TemplateResolver } from '../assembly/template-resolver';
import type { BootstrapModel } from './platform';
import { readFunction } from './read-function';

/** Environment variable by which CDK's provider framework is told the function that does the work. */
const HANDLER_VARIABLE = 'USER_ON_EVENT_FUNCTION_ARN';

const FUNCTION = 'AWS::Lambda::Function';

/** The database bootstraps, each with the function behind CDK's provider framework. */
export function readBootstraps(templates: EnvironmentTemplates, resolver: TemplateResolver): BootstrapModel[] {
  return resourcesOfType(templates, 'Custom::DatabaseBootstrap').map((resource) =>
    readBootstrap(templates, resource, resolver),
  );
}

export function readBootstrap(
  templates: EnvironmentTemplates,
  resource: Resource,
  resolver: TemplateResolver,
): BootstrapModel {
  const framework = requireReference(templates, resource, 'ServiceToken', resource.properties.ServiceToken, FUNCTION);
  const environment = framework.properties.Environment as { Variables: Record<string, unknown> } | undefined;
  const handlerArn = environment?.Variables[HANDLER_VARIABLE];
  const handler = requireReference(
    templates,
    framework,
    `Environment.Variables.${HANDLER_VARIABLE}`,
    handlerArn,
    FUNCTION,
  );
  return { resource, ...readFunction(templates, handler, resolver) };
}
