import { type Resource, resourceId } from '../assembly/environment-templates';
import { NAME_PROPERTIES } from './name-properties';
import type { Refusal } from './refusal';
import { changeId, keepsReplaced, type ResourceChange, replacedBecause, type StackChange } from './resource-change';
import type { AppliedProperties, RunningState } from './running-state';

const TWO_DEPLOYMENTS = 'leave it out, deploy, take it back, deploy';

/** How to go about it where the name cannot be another, by resource type. */
const ADVICE: Readonly<Record<string, string>> = {
  'AWS::KafkaConnect::Connector':
    "replace it in two deployments: say `state: 'suspended'` of its capture or pipeline, deploy, take it back, deploy; " +
    'its topics stay, and so do its offsets',
};

/**
 * Resources that could not be made because their name is taken: CloudFormation makes whatever is new before it deletes what
 * is old, so a replaced resource meets its own predecessor.
 *
 * @param propertiesOf comparable properties of a resource as it is to run
 */
export function takenNames(
  state: RunningState,
  stacks: readonly StackChange[],
  propertiesOf: (resource: Resource) => AppliedProperties,
): Refusal[] {
  const holders = new Map<string, string>();
  for (const stack of state.templates.stacks) {
    for (const resource of stack.resources.values()) {
      const name = physicalName(resource.type, state.applied.get(resourceId(resource)) ?? {});
      if (name !== undefined) holders.set(name.key, resourceId(resource));
    }
  }
  return stacks.flatMap(({ changes }) => {
    const refusals = changes.flatMap((change) => take(change, holders, propertiesOf));
    for (const change of changes) release(change, holders, state);
    return refusals;
  });
}

function take(
  change: ResourceChange,
  holders: Map<string, string>,
  propertiesOf: (resource: Resource) => AppliedProperties,
): Refusal[] {
  const { action, after } = change;
  if (after === undefined || (action !== 'create' && action !== 'replace')) return [];
  const name = physicalName(after.type, propertiesOf(after));
  if (name === undefined) return [];
  const holder = holders.get(name.key);
  if (holder === undefined) {
    holders.set(name.key, changeId(change));
    return [];
  }
  const advice = ADVICE[after.type] ?? `give it another name, or ${TWO_DEPLOYMENTS}`;
  const cause = holder === changeId(change) ? `${replacedBecause(change).join(', ')} replaces it` : 'it is new';
  const reason = `${cause}, and the new one is made first, while the name ${name.text} is taken by ${holder} (AlreadyExists)`;
  return [{ change, reason, advice }];
}

/** The old ones go when the stack is done; what a policy keeps keeps its name. */
function release(change: ResourceChange, holders: Map<string, string>, state: RunningState): void {
  const { action, before } = change;
  const goes = action === 'delete' || (action === 'replace' && !keepsReplaced(change));
  const name = goes && before && physicalName(before.type, state.applied.get(resourceId(before)) ?? {});
  if (name && holders.get(name.key) === changeId(change)) holders.delete(name.key);
}

/** @returns undefined where CloudFormation makes the name up */
function physicalName(
  type: string,
  properties: AppliedProperties,
): { readonly key: string; readonly text: string } | undefined {
  const parts = (NAME_PROPERTIES[type] ?? []).map((path) => valueAt(properties, path));
  const own = parts.at(-1);
  if (own === undefined) return undefined;
  return { key: `${type} ${JSON.stringify(parts)}`, text: typeof own === 'string' ? own : JSON.stringify(own) };
}

function valueAt(properties: AppliedProperties, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], properties);
}
