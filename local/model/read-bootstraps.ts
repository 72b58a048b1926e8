import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import { requireReference } from '../assembly/follow-reference';
import { findAsset } from './find-asset';
import type { BootstrapModel } from './platform';

/** Environment variable by which CDK's provider framework is told the function that does the work. */
const HANDLER_VARIABLE = 'USER_ON_EVENT_FUNCTION_ARN';

const FUNCTION = 'AWS::Lambda::Function';

/** The database bootstraps, each with the function behind CDK's provider framework. */
export function readBootstraps(templates: EnvironmentTemplates): BootstrapModel[] {
  return resourcesOfType(templates, 'Custom::DatabaseBootstrap').map((resource) => readBootstrap(templates, resource));
}

export function readBootstrap(templates: EnvironmentTemplates, resource: Resource): BootstrapModel {
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
  const code = handler.properties.Code as { readonly S3Key: unknown };
  return { resource, handler, codeDirectory: findAsset(handler, code.S3Key).path };
}
