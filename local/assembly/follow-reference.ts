import { UnresolvedValueError } from './assembly-errors';
import type { EnvironmentTemplates, Resource, StackTemplate } from './environment-templates';

export interface OutputLocation {
  readonly stack: StackTemplate;
  readonly outputName: string;
  readonly value: unknown;
}

/** The single intrinsic function that a value consists of, or undefined when it is a plain value. */
export function intrinsicOf(value: unknown): { readonly name: string; readonly argument: unknown } | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length !== 1 || first === undefined) return undefined;
  const [name, argument] = first;
  return name === 'Ref' || name.startsWith('Fn::') ? { name, argument } : undefined;
}

export function findExport(templates: EnvironmentTemplates, exportName: string): OutputLocation | undefined {
  for (const stack of templates.stacks) {
    for (const [outputName, output] of Object.entries(stack.outputs)) {
      if (output.Export?.Name === exportName) return { stack, outputName, value: output.Value };
    }
  }
  return undefined;
}

export function findStackOutput(
  templates: EnvironmentTemplates,
  stackName: string,
  outputName: string,
): OutputLocation | undefined {
  const stack = templates.stacks.find((candidate) => candidate.stackName === stackName);
  const output = stack?.outputs[outputName];
  return stack === undefined || output === undefined ? undefined : { stack, outputName, value: output.Value };
}

/**
 * The resource that a value is a reference to, through exports and stack outputs.
 *
 * @returns undefined when the value is no reference to a resource
 */
export function followReference(
  templates: EnvironmentTemplates,
  stack: StackTemplate,
  value: unknown,
): Resource | undefined {
  const intrinsic = intrinsicOf(value);
  if (intrinsic === undefined) return undefined;
  const { name, argument } = intrinsic;
  if (name === 'Ref') return stack.resources.get(String(argument));
  if (name === 'Fn::GetAtt') {
    return stack.resources.get(
      typeof argument === 'string' ? (argument.split('.')[0] ?? '') : String((argument as unknown[])[0]),
    );
  }
  const output = crossStackOutput(templates, name, argument);
  return output === undefined ? undefined : followReference(templates, output.stack, output.value);
}

/**
 * Like {@link followReference}, where the local run cannot go on without the resource.
 *
 * @param property dotted path below `Properties`, for the error
 * @throws UnresolvedValueError when it is no reference to a resource of that type
 */
export function requireReference(
  templates: EnvironmentTemplates,
  resource: Resource,
  property: string,
  value: unknown,
  type: string,
): Resource {
  const found = followReference(templates, resource.stack, value);
  if (found?.type === type) return found;
  const at = `${resource.stack.stackName}/${resource.logicalId}.Properties.${property}`;
  throw new UnresolvedValueError(at, `must refer to a resource of type ${type}, got: ${JSON.stringify(value)}`);
}

/** The output that `Fn::ImportValue` or `Fn::GetStackOutput` with plain arguments leads to. */
export function crossStackOutput(
  templates: EnvironmentTemplates,
  name: string,
  argument: unknown,
): OutputLocation | undefined {
  if (name === 'Fn::ImportValue' && typeof argument === 'string') return findExport(templates, argument);
  if (name === 'Fn::GetStackOutput') {
    const { StackName, OutputName } = argument as { StackName: unknown; OutputName: unknown };
    return findStackOutput(templates, String(StackName), String(OutputName));
  }
  return undefined;
}
