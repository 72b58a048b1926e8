import type { EnvironmentTemplates, Resource } from '../assembly/environment-templates';
import { requireReference } from '../assembly/follow-reference';
import type { TemplateResolver } from '../assembly/template-resolver';
import type { CustomResourceModel } from './platform';
import { readFunction } from './read-function';

/** Environment variable by which CDK's provider framework is told the function that does the work. */
const HANDLER_VARIABLE = 'USER_ON_EVENT_FUNCTION_ARN';

const FUNCTION = 'AWS::Lambda::Function';

/** A custom resource with the function behind CDK's provider framework. */
export function readCustomResource(
  templates: EnvironmentTemplates,
  resource: Resource,
  resolver: TemplateResolver,
): CustomResourceModel {
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
