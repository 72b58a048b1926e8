import type { Resource } from '../../assembly/environment-templates';
import type { TemplateResolver } from '../../assembly/template-resolver';
import { ledToStandIn } from '../../data/stand-in-address';
import type { CustomResourceModel } from '../../model/platform';
import { callDatabaseFunction, DATABASE_ADDRESS, type FunctionInputs } from './call-database-function';
import { FunctionError } from './invoke-function';

/** Why CloudFormation calls a custom resource's handler. */
export type CustomResourceRequest =
  | { readonly type: 'Create' | 'Delete' }
  /** `oldProperties` are those of the last call, resolved. */
  | { readonly type: 'Update'; readonly oldProperties: Readonly<Record<string, unknown>> };

/**
 * Does what a person would do whom the handler has asked for it.
 *
 * @param error what the handler ended with
 * @param properties that the handler was given
 * @returns whether the handler is to be called again
 */
export type Remedy = (
  error: FunctionError,
  properties: Readonly<Record<string, unknown>>,
  inputs: FunctionInputs,
) => Promise<boolean>;

/**
 * Runs the deployed handler of a custom resource as CloudFormation does.
 *
 * @param remedy of what it fails by; without one, that is the end
 */
export async function runCustomResource(
  { resource, ...deployed }: CustomResourceModel,
  request: CustomResourceRequest,
  inputs: FunctionInputs,
  remedy: Remedy = async () => false,
): Promise<void> {
  const { local, resolver } = inputs;
  const name = `${resource.type.replace('Custom::', '')}-${resource.stack.stackName}-${resource.logicalId}`;
  const physicalId = local.physicalId(resource);
  const properties = customResourceProperties(resource, resolver);
  const event = {
    RequestType: request.type,
    RequestId: `${name}-${request.type.toLowerCase()}`,
    ResourceType: resource.type,
    LogicalResourceId: resource.logicalId,
    StackId: `arn:aws:cloudformation:${resource.stack.region}:${resource.stack.account}:stack/${resource.stack.stackName}/local`,
    ResourceProperties: ledToStandIn(properties, DATABASE_ADDRESS, local),
    ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId }),
    ...(request.type === 'Update' ? { OldResourceProperties: request.oldProperties } : {}),
  };
  const call = (): Promise<unknown> => callDatabaseFunction(name, deployed, event, inputs);
  const answer = await call().catch(async (error: unknown) => {
    if (!(error instanceof FunctionError) || !(await remedy(error, properties, inputs))) throw error;
    return call();
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
