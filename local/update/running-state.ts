import {
  type EnvironmentTemplates,
  type Resource,
  resourceId,
  type StackTemplate,
} from '../assembly/environment-templates';
import { attributeVersion, type ResourceVersions, withAction } from './attribute-versions';
import { comparableValue } from './comparable-value';
import { changeId, type ResourceChange } from './resource-change';
import { withCompletedStack, withResource } from './running-templates';

/** A resource's properties in comparable form, as they were when it was made or changed last. */
export type AppliedProperties = Readonly<Record<string, unknown>>;

/** What runs, resource by resource, whatever update brought each there and whether it got to its end. */
export interface RunningState {
  /** Templates as they would have to be synthesized for exactly this to run. */
  readonly templates: EnvironmentTemplates;
  /**
   * By resource id. A template that did not change may still stand for another value, where what it refers to was replaced:
   * what a resource was really given is only known from here.
   */
  readonly applied: ReadonlyMap<string, AppliedProperties>;
  readonly versions: ResourceVersions;
  /** Names of stacks that an update began and did not end. */
  readonly unfinished: ReadonlySet<string>;
}

/** The state of a run that has just come up from its templates. */
export function initialState(templates: EnvironmentTemplates): RunningState {
  const versions: ResourceVersions = new Map();
  const applied = new Map<string, AppliedProperties>();
  for (const stack of templates.stacks) {
    for (const resource of stack.resources.values()) {
      applied.set(resourceId(resource), comparableProperties(resource, templates, versions));
    }
  }
  return { templates, applied, versions, unfinished: new Set() };
}

/** The state once one resource is changed: its stack is under way. */
export function withApplied(state: RunningState, change: ResourceChange, next: EnvironmentTemplates): RunningState {
  const versions = withAction(state.versions, changeId(change), change.action);
  const applied = new Map(state.applied);
  const { after } = change;
  if (after === undefined) applied.delete(changeId(change));
  else applied.set(changeId(change), comparableProperties(after, next, versions));
  const unfinished = new Set(state.unfinished).add(change.stackName);
  return { templates: withResource(state.templates, change), applied, versions, unfinished };
}

/** The state once a stack is as its template says: its outputs are the new ones. */
export function withStack(state: RunningState, stack: StackTemplate): RunningState {
  const unfinished = new Set(state.unfinished);
  unfinished.delete(stack.stackName);
  return { ...state, templates: withCompletedStack(state.templates, stack), unfinished };
}

/** A resource's properties as CloudFormation would compare them, given what else was replaced or changed. */
export function comparableProperties(
  resource: Resource,
  templates: EnvironmentTemplates,
  versions: ResourceVersions,
): AppliedProperties {
  const entries = Object.entries(resource.properties).map(([property, value]) => [
    property,
    comparableValue(value, resource.stack, templates, (target, attribute) =>
      attributeVersion(versions, target, attribute),
    ),
  ]);
  return Object.fromEntries(entries);
}
