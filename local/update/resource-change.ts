import { type Resource, resourceId } from '../assembly/environment-templates';

/** Policies that keep what leaves its template. */
export const KEEPING_POLICIES: ReadonlySet<string | undefined> = new Set(['Retain', 'RetainExceptOnCreate']);

/** What CloudFormation does with a resource. `abandon`: it leaves the template, but its policy keeps it. */
export type ChangeAction = 'create' | 'update' | 'replace' | 'delete' | 'abandon';

/** A property that differs between what runs and what is to run. */
export interface PropertyChange {
  /** Name below `Properties`. */
  readonly property: string;
  /** Dotted paths of what differs in it, e.g. `ConnectorConfiguration.heartbeat.interval.ms`. */
  readonly paths: readonly string[];
  /** Logical ids of what it refers to and what is replaced: the template says the same, the value is another. */
  readonly replacedReferences: readonly string[];
}

/** One resource that an update is about. */
export interface ResourceChange {
  readonly action: ChangeAction;
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** As it runs; undefined for one that is created. */
  readonly before: Resource | undefined;
  /** As it is to run; undefined for one that goes. */
  readonly after: Resource | undefined;
  /** Of an update or a replacement. */
  readonly properties: readonly PropertyChange[];
  /** Those of `properties` that replace the resource. */
  readonly replacedBecause: readonly string[];
}

/** What becomes of one stack. `left`: the app has it no more, and no deployment deletes a stack. */
export interface StackChange {
  readonly stackName: string;
  readonly kind: 'create' | 'update' | 'unchanged' | 'left';
  /** Creations, updates and replacements in the order of their dependencies, then what goes, in the reverse order. */
  readonly changes: readonly ResourceChange[];
  /**
   * Of an unchanged stack: resources whose values from other stacks are others now. A deployment skips the stack, so they
   * keep the old values until it is deployed with `--force`.
   */
  readonly stale: readonly string[];
}

/** What an update or a replacement leads to. */
export function afterOf(change: ResourceChange): Resource {
  if (change.after === undefined) throw new Error(`${change.action} of ${change.logicalId} leads to nothing`);
  return change.after;
}

/** What an update or a replacement starts from. */
export function beforeOf(change: ResourceChange): Resource {
  if (change.before === undefined) throw new Error(`${change.action} of ${change.logicalId} starts from nothing`);
  return change.before;
}

/** The resource of a change, as it is to run or as it ran. */
export function changedResource(change: ResourceChange): Resource {
  const resource = change.after ?? change.before;
  if (resource === undefined) throw new Error(`change of ${change.logicalId} is about nothing`);
  return resource;
}

/** Whether the old one of a replaced resource stays where it is. */
export function keepsReplaced({ before }: ResourceChange): boolean {
  return KEEPING_POLICIES.has(before?.updateReplacePolicy);
}

export function changeId(change: ResourceChange): string {
  return resourceId(changedResource(change));
}
