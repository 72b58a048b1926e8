import { join } from 'node:path';

import type { Resource } from '../assembly/environment-templates';
import type { TemplateResolver } from '../assembly/template-resolver';
import type { LocalValues } from '../local-values';
import type { BootstrapModel } from '../model/platform';
import type { AppliedOverrides } from '../overrides';
import type { Supervisor } from '../processes/supervisor';
import { awsEnvironment } from '../servers/aws-environment';
import type { AwsServer } from '../servers/local-server';
import { invokeFunction } from './invoke-function';

/** What Lambda takes when a template does not say. */
const DEFAULT_TIMEOUT_SECONDS = 3;

/** Why CloudFormation calls a custom resource's handler. */
export type BootstrapRequest =
  | { readonly type: 'Create' | 'Delete' }
  /** `oldProperties` are those of the last call, resolved. */
  | { readonly type: 'Update'; readonly oldProperties: Readonly<Record<string, unknown>> };

export interface BootstrapInputs {
  readonly resolver: TemplateResolver;
  readonly overrides: AppliedOverrides;
  readonly local: LocalValues;
  readonly aws: AwsServer;
  readonly supervisor: Supervisor;
  /** For the events and the answers. */
  readonly directory: string;
}

/** Runs the deployed bootstrap handler as CloudFormation does for a custom resource. */
export async function runBootstrap(
  { resource, handler, codeDirectory }: BootstrapModel,
  request: BootstrapRequest,
  { resolver, overrides, local, aws, supervisor, directory }: BootstrapInputs,
): Promise<void> {
  const name = `bootstrap-${resource.stack.stackName}-${resource.logicalId}`;
  const physicalId = local.physicalId(resource);
  const answer = await invokeFunction(supervisor, {
    name,
    codeDirectory,
    handler: resolver.text(handler, 'Handler'),
    env: overrides.apply('bootstrap', {
      ...awsEnvironment(aws.endpoint, handler.stack.region),
      ...resolver.textMap(handler, 'Environment.Variables'),
    }),
    timeoutSeconds: Number(resolver.property(handler, 'Timeout') ?? DEFAULT_TIMEOUT_SECONDS),
    event: {
      RequestType: request.type,
      RequestId: `${name}-${request.type.toLowerCase()}`,
      ResourceType: resource.type,
      LogicalResourceId: resource.logicalId,
      StackId: `arn:aws:cloudformation:${resource.stack.region}:${resource.stack.account}:stack/${resource.stack.stackName}/local`,
      ResourceProperties: customResourceProperties(resource, resolver),
      ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId }),
      ...(request.type === 'Update' ? { OldResourceProperties: request.oldProperties } : {}),
    },
    directory: join(directory, name),
  });
  const { PhysicalResourceId } = (answer ?? {}) as { readonly PhysicalResourceId?: string };
  if (PhysicalResourceId !== undefined) local.setPhysicalId(resource, PhysicalResourceId);
}

/** A custom resource's properties as its handler is given them. */
export function customResourceProperties(resource: Resource, resolver: TemplateResolver): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const name of Object.keys(resource.properties)) {
    if (name !== 'ServiceToken') properties[name] = asCustomResourceValue(resolver.property(resource, name));
  }
  return properties;
}

/** CloudFormation hands every number and boolean to a custom resource as a string. */
function asCustomResourceValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asCustomResourceValue);
  if (value === null || typeof value !== 'object') return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asCustomResourceValue(item)]));
}
