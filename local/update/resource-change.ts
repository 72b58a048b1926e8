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
  /** Dotted paths that differ and replace the resource, e.g. `TableInput.Name`; none of a property that changes in place. */
  readonly replacing: readonly string[];
  /** Dotted paths that differ and may replace it: its service decides. */
  readonly perhapsReplacing: readonly string[];
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

/** Dotted paths of what replaces the resource; none where it is replaced because of its type. */
export function replacedBecause({ properties }: ResourceChange): string[] {
  return properties.flatMap(({ replacing }) => replacing);
}

/** Dotted paths of an update that its service may answer with a replacement. */
export function perhapsReplacedBecause({ action, properties }: ResourceChange): string[] {
  return action === 'update' ? properties.flatMap(({ perhapsReplacing }) => perhapsReplacing) : [];
}

/** The change of a property, as far as it replaces the resource and as far as it does not; a part without paths is left out. */
export function partedByReplacing(change: PropertyChange): {
  readonly causes: PropertyChange[];
  readonly others: PropertyChange[];
} {
  const replaces = (path: string): boolean =>
    change.replacing.some((cause) => path === cause || path.startsWith(`${cause}.`) || cause.startsWith(`${path}.`));
  const part = (paths: readonly string[]): PropertyChange[] => (paths.length === 0 ? [] : [{ ...change, paths }]);
  return {
    causes: part(change.paths.filter(replaces)),
    others: part(change.paths.filter((path) => !replaces(path))),
  };
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
