import type { Asset, EnvironmentTemplates, Resource, StackTemplate } from '../assembly/environment-templates';
import { changedResource, type ResourceChange } from './resource-change';

/** Templates with one resource as a change left it; its stack is added where it was not there. */
export function withResource(templates: EnvironmentTemplates, change: ResourceChange): EnvironmentTemplates {
  const source = changedResource(change).stack;
  const stack = templates.stacks.find(({ stackName }) => stackName === source.stackName);
  const resources = new Map(stack?.resources ?? []);
  if (change.after === undefined) resources.delete(change.logicalId);
  else resources.set(change.logicalId, change.after);
  const base = stack ?? { ...source, outputs: {} };
  // Literals that the other resources refer to stay until the whole stack is done.
  const merged = rebuilt(base, resources, [...source.assets, ...base.assets], {
    parameters: { ...base.parameters, ...source.parameters },
    mappings: { ...base.mappings, ...source.mappings },
  });
  return withStack(templates, merged);
}

/** Templates with a stack that is as its template says. Resources that could not be deleted stay in it. */
export function withCompletedStack(templates: EnvironmentTemplates, done: StackTemplate): EnvironmentTemplates {
  const stack = templates.stacks.find(({ stackName }) => stackName === done.stackName) ?? done;
  const { outputs, parameters, mappings } = done;
  return withStack(
    templates,
    rebuilt(stack, stack.resources, [...done.assets, ...stack.assets], { outputs, parameters, mappings }),
  );
}

/** A stack made anew, whose resources lead to it. */
function rebuilt(
  stack: StackTemplate,
  resources: ReadonlyMap<string, Resource>,
  assets: readonly Asset[],
  changes: Partial<StackTemplate>,
): StackTemplate {
  const own = new Map<string, Resource>();
  const seen = new Map(assets.map((asset) => [asset.objectKey, asset]));
  const result: StackTemplate = { ...stack, ...changes, resources: own, assets: [...seen.values()] };
  for (const [logicalId, resource] of resources) own.set(logicalId, { ...resource, stack: result });
  return result;
}

function withStack(templates: EnvironmentTemplates, stack: StackTemplate): EnvironmentTemplates {
  const known = templates.stacks.some(({ stackName }) => stackName === stack.stackName);
  const stacks = known
    ? templates.stacks.map((candidate) => (candidate.stackName === stack.stackName ? stack : candidate))
    : [...templates.stacks, stack];
  return { ...templates, stacks };
}
