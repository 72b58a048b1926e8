import type { Resource } from '../assembly/environment-templates';
import { LocalRunError } from '../local-run-error';

/** A template that the local run understands, but cannot run. */
export class ModelError extends LocalRunError {
  constructor(resource: Resource, message: string) {
    super(`${resource.stack.stackName}/${resource.logicalId} (${resource.type}): ${message}`);
  }
}

/** What was asked for is not in the environment. */
export class SelectionError extends LocalRunError {}
