import { isDeepStrictEqual } from 'node:util';

import {
  type EnvironmentTemplates,
  type Resource,
  resourceId,
  type StackTemplate,
} from '../assembly/environment-templates';
import { findReferences } from '../assembly/find-references';
import { type ResourceVersions, withAction } from './attribute-versions';
import { dependencyDepths } from './dependency-order';
import { readablePaths } from './readable-paths';
import { KEEPING_POLICIES, type PropertyChange, type ResourceChange, type StackChange } from './resource-change';
import { comparableProperties, type RunningState } from './running-state';
import { changedAmong, updateBehaviour } from './update-behaviours';

/** What is decided so far, and what follows from it for whatever refers to it. */
interface Outcome {
  readonly versions: ResourceVersions;
  /** Ids of resources that are replaced. */
  readonly replaced: ReadonlySet<string>;
}

/**
 * What a deployment of every stack would do, stack by stack in the order of their dependencies. A resource counts as changed
 * where a property differs or refers to what is replaced, so a replacement spreads to whatever hangs on it.
 *
 * @param force whether stacks are updated although their template did not change, as `cdk deploy --force` does
 */
export function diffEnvironments(state: RunningState, next: EnvironmentTemplates, force: boolean): StackChange[] {
  let outcome: Outcome = { versions: state.versions, replaced: new Set() };
  const changed = next.stacks.map((stack): StackChange => {
    const { stackName } = stack;
    const before = state.templates.stacks.find((candidate) => candidate.stackName === stackName);
    const { changes, outcome: after } = diffStack(state, before, next, stack, outcome);
    const skipped = before !== undefined && !force && !state.unfinished.has(stackName) && sameTemplate(before, stack);
    if (skipped) {
      return { stackName, kind: 'unchanged', changes: [], stale: changes.map((change) => change.logicalId) };
    }
    outcome = after;
    const kind = before === undefined ? 'create' : changes.length === 0 ? 'unchanged' : 'update';
    return { stackName, kind, changes, stale: [] };
  });
  const left = state.templates.stacks
    .filter((stack) => !next.stacks.some(({ stackName }) => stackName === stack.stackName))
    .map(({ stackName }): StackChange => ({ stackName, kind: 'left', changes: [], stale: [] }));
  return [...changed, ...left];
}

function diffStack(
  state: RunningState,
  before: StackTemplate | undefined,
  next: EnvironmentTemplates,
  after: StackTemplate,
  outcome: Outcome,
): { readonly changes: ResourceChange[]; readonly outcome: Outcome } {
  const changes: ResourceChange[] = [];
  let { versions, replaced } = outcome;
  for (const [logicalId, resource] of inOrder(next, after, 'ascending')) {
    const old = before?.resources.get(logicalId);
    const change =
      old === undefined ? creation(resource) : comparison(state, old, next, resource, { versions, replaced });
    if (change === undefined) continue;
    changes.push(change);
    versions = withAction(versions, resourceId(resource), change.action);
    if (change.action === 'replace') replaced = new Set(replaced).add(resourceId(resource));
  }
  for (const [logicalId, resource] of before === undefined ? [] : inOrder(state.templates, before, 'descending')) {
    if (!after.resources.has(logicalId)) changes.push(removal(resource));
  }
  return { changes, outcome: { versions, replaced } };
}

function inOrder(
  templates: EnvironmentTemplates,
  stack: StackTemplate,
  direction: 'ascending' | 'descending',
): [string, Resource][] {
  const depths = dependencyDepths(templates, stack);
  const sign = direction === 'ascending' ? 1 : -1;
  const depth = (id: string): number => depths.get(id) ?? 0;
  return [...stack.resources].sort(([one], [other]) => sign * (depth(one) - depth(other)));
}

function comparison(
  state: RunningState,
  before: Resource,
  next: EnvironmentTemplates,
  after: Resource,
  { versions, replaced }: Outcome,
): ResourceChange | undefined {
  const applied = state.applied.get(resourceId(before)) ?? {};
  const wanted = comparableProperties(after, next, versions);
  const behaviour = updateBehaviour(after.type);
  const names = [...new Set([...Object.keys(applied), ...Object.keys(wanted)])];
  const properties = names.flatMap((property): PropertyChange[] => {
    const paths = readablePaths(after.type, property, applied[property], wanted[property]);
    if (paths.length === 0) return [];
    const references = findReferences(next, after.stack, after.properties[property])
      .filter(({ resource }) => replaced.has(resourceId(resource)))
      .map(({ resource }) => resource.logicalId);
    const among = (list: readonly string[] = []): string[] =>
      changedAmong(list, property, applied[property], wanted[property]);
    return [
      {
        property,
        paths,
        replacedReferences: [...new Set(references)],
        replacing: among(behaviour?.replacedBy),
        perhapsReplacing: among(behaviour?.perhapsReplacedBy),
      },
    ];
  });
  const sameType = before.type === after.type;
  if (sameType && properties.length === 0) return undefined;
  const isReplaced = properties.some(({ replacing }) => replacing.length > 0);
  return {
    ...about(after),
    before,
    after,
    action: sameType && !isReplaced ? 'update' : 'replace',
    properties,
  };
}

function creation(after: Resource): ResourceChange {
  return { ...about(after), before: undefined, after, action: 'create', properties: [] };
}

function removal(before: Resource): ResourceChange {
  const action = KEEPING_POLICIES.has(before.deletionPolicy) ? 'abandon' : 'delete';
  return { ...about(before), before, after: undefined, action, properties: [] };
}

function about({ stack, logicalId, type }: Resource): Pick<ResourceChange, 'stackName' | 'logicalId' | 'type'> {
  return { stackName: stack.stackName, logicalId, type };
}

function sameTemplate(one: StackTemplate, other: StackTemplate): boolean {
  return isDeepStrictEqual(plainTemplate(one), plainTemplate(other));
}

function plainTemplate(stack: StackTemplate): unknown {
  const resources = [...stack.resources].map(([logicalId, { stack: _, ...resource }]) => [logicalId, resource]);
  return {
    resources: Object.fromEntries(resources),
    outputs: stack.outputs,
    parameters: stack.parameters,
    mappings: stack.mappings,
  };
}
