import { fail } from '../core/fail';
import type { ConnectorStack } from '../stacks/connector-stack';
import type { Pipeline, PipelineStackProps, Places } from './destination-kind';

/** Of the registry's API, where what a pipeline reads is in Avro. */
export function registryUrlOf({ format }: Pipeline, { registryUrl }: Places): string | undefined {
  return format === 'avro' ? registryUrl : undefined;
}

/** Lets the connectors of a pipeline ask for schemas, where what it reads has any. */
export function readSchemas(stack: ConnectorStack, { pipeline, registry }: PipelineStackProps): void {
  if (pipeline.format !== 'avro') {
    return;
  }
  const made = registry ?? fail(stack, '`registry` must have been made, got: none');
  for (const connector of stack.connectors) {
    connector.connections.allowToDefaultPort(made.registry, 'Schemas of records');
  }
  // No reference leads from a connector to what it asks for, either.
  stack.addStackDependency(made);
}
