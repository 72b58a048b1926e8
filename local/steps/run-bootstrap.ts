import { join } from 'node:path';

import type { TemplateResolver } from '../assembly/template-resolver';
import type { BootstrapModel } from '../model/platform';
import type { AppliedOverrides } from '../overrides';
import type { Supervisor } from '../processes/supervisor';
import { awsEnvironment } from '../servers/aws-environment';
import type { AwsServer } from '../servers/local-server';
import { invokeFunction } from './invoke-function';

/** What Lambda takes when a template does not say. */
const DEFAULT_TIMEOUT_SECONDS = 3;

/** Runs the deployed bootstrap handler as CloudFormation does when the custom resource is created. */
export async function runBootstrap(
  { resource, handler, codeDirectory }: BootstrapModel,
  resolver: TemplateResolver,
  overrides: AppliedOverrides,
  aws: AwsServer,
  supervisor: Supervisor,
  directory: string,
): Promise<void> {
  const properties: Record<string, unknown> = {};
  for (const name of Object.keys(resource.properties)) {
    if (name !== 'ServiceToken') properties[name] = asCustomResourceValue(resolver.property(resource, name));
  }
  const name = `bootstrap-${resource.stack.stackName}-${resource.logicalId}`;
  await invokeFunction(supervisor, {
    name,
    codeDirectory,
    handler: resolver.text(handler, 'Handler'),
    env: overrides.apply('bootstrap', {
      ...awsEnvironment(aws.endpoint, handler.stack.region),
      ...resolver.textMap(handler, 'Environment.Variables'),
    }),
    timeoutSeconds: Number(resolver.property(handler, 'Timeout') ?? DEFAULT_TIMEOUT_SECONDS),
    event: {
      RequestType: 'Create',
      RequestId: `${name}-create`,
      ResourceType: resource.type,
      LogicalResourceId: resource.logicalId,
      StackId: `arn:aws:cloudformation:${resource.stack.region}:${resource.stack.account}:stack/${resource.stack.stackName}/local`,
      ResourceProperties: properties,
    },
    directory: join(directory, name),
  });
}

/** CloudFormation hands every number and boolean to a custom resource as a string. */
function asCustomResourceValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asCustomResourceValue);
  if (value === null || typeof value !== 'object') return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asCustomResourceValue(item)]));
}
