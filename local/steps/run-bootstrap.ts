import type { Resource } from '../assembly/environment-templates';
import type { TemplateResolver } from '../assembly/template-resolver';
import { ledToStandIn } from '../data/stand-in-address';
import type { BootstrapModel } from '../model/platform';
import { callDatabaseFunction, DATABASE_ADDRESS, type FunctionInputs } from './call-database-function';
import { FunctionError } from './invoke-function';
import { runPrintedStatements } from './run-printed-statements';

/** Why CloudFormation calls a custom resource's handler. */
export type BootstrapRequest =
  | { readonly type: 'Create' | 'Delete' }
  /** `oldProperties` are those of the last call, resolved. */
  | { readonly type: 'Update'; readonly oldProperties: Readonly<Record<string, unknown>> };

/**
 * Runs the deployed bootstrap handler as CloudFormation does for a custom resource. Where it may only look, and the database
 * stands in for one that is there already, what it prints is run for it, and the deployment tried again.
 */
export async function runBootstrap(
  { resource, ...deployed }: BootstrapModel,
  request: BootstrapRequest,
  inputs: FunctionInputs,
): Promise<void> {
  const { local, resolver } = inputs;
  const name = `bootstrap-${resource.stack.stackName}-${resource.logicalId}`;
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
    if (!(error instanceof FunctionError) || !(await prepareStandIn(error.logFile, properties, inputs))) throw error;
    return call();
  });
  const { PhysicalResourceId } = (answer ?? {}) as { readonly PhysicalResourceId?: string };
  if (PhysicalResourceId !== undefined) local.setPhysicalId(resource, PhysicalResourceId);
}

/** @returns whether there was something to prepare */
async function prepareStandIn(
  logFile: string,
  { Hostname, Port, AdminSecretArn, CdcSecretArn }: Readonly<Record<string, unknown>>,
  { local }: FunctionInputs,
): Promise<boolean> {
  const server = local.standIn(String(Hostname), String(Port));
  if (server === undefined || AdminSecretArn !== undefined) return false;
  const [, secretName = ''] = String(CdcSecretArn).split(':secret:');
  return (await runPrintedStatements(logFile, server, local.standInReader(secretName))) > 0;
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
