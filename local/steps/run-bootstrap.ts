import type { Resource } from '../assembly/environment-templates';
import type { TemplateResolver } from '../assembly/template-resolver';
import type { LocalValues } from '../local-values';
import type { BootstrapModel } from '../model/platform';
import { callDatabaseFunction, type FunctionInputs } from './call-database-function';

/** Why CloudFormation calls a custom resource's handler. */
export type BootstrapRequest =
  | { readonly type: 'Create' | 'Delete' }
  /** `oldProperties` are those of the last call, resolved. */
  | { readonly type: 'Update'; readonly oldProperties: Readonly<Record<string, unknown>> };

export interface BootstrapInputs extends FunctionInputs {
  readonly local: LocalValues;
}

/** Runs the deployed bootstrap handler as CloudFormation does for a custom resource. */
export async function runBootstrap(
  { resource, handler, codeDirectory }: BootstrapModel,
  request: BootstrapRequest,
  inputs: BootstrapInputs,
): Promise<void> {
  const name = `bootstrap-${resource.stack.stackName}-${resource.logicalId}`;
  const physicalId = inputs.local.physicalId(resource);
  const event = {
    RequestType: request.type,
    RequestId: `${name}-${request.type.toLowerCase()}`,
    ResourceType: resource.type,
    LogicalResourceId: resource.logicalId,
    StackId: `arn:aws:cloudformation:${resource.stack.region}:${resource.stack.account}:stack/${resource.stack.stackName}/local`,
    ResourceProperties: customResourceProperties(resource, inputs.resolver),
    ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId }),
    ...(request.type === 'Update' ? { OldResourceProperties: request.oldProperties } : {}),
  };
  const answer = await callDatabaseFunction(name, { handler, codeDirectory }, event, inputs);
  const { PhysicalResourceId } = (answer ?? {}) as { readonly PhysicalResourceId?: string };
  if (PhysicalResourceId !== undefined) inputs.local.setPhysicalId(resource, PhysicalResourceId);
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
