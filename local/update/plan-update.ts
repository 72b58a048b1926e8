import type { EnvironmentTemplates, Resource } from '../assembly/environment-templates';
import { NOT_RUN, type ResourceVerbs, type VerbsByType } from '../kinds/kind';
import { withAction } from './attribute-versions';
import { diffEnvironments } from './diff-environments';
import type { Refusal } from './refusal';
import {
  changedResource,
  keepsReplaced,
  perhapsReplacedBecause,
  type ResourceChange,
  type StackChange,
} from './resource-change';
import { comparableProperties, type RunningState } from './running-state';
import { serviceRefusals } from './service-refusals';
import { takenNames } from './taken-names';
import { updateBehaviour } from './update-behaviours';

/** A change with what it means here. */
export interface PlannedChange extends ResourceChange {
  /** What is done of it here; a replacement is a creation, and a removal at the stack's end. */
  readonly runs: readonly ('create' | 'update' | 'remove')[];
  /** Why nothing is run, or what else the reader should know; empty when there is nothing to say. */
  readonly note: string;
}

export interface PlannedStack extends StackChange {
  readonly changes: readonly PlannedChange[];
}

/** What an update would do, and why it would not be begun. */
export interface UpdatePlan {
  readonly stacks: readonly PlannedStack[];
  readonly refusals: readonly Refusal[];
}

export interface PlanInputs {
  readonly state: RunningState;
  readonly next: EnvironmentTemplates;
  readonly verbs: VerbsByType;
  /** Update stacks whose template did not change, too. */
  readonly force: boolean;
  /** Whether the run has anything to do with a resource: it may run one pipeline of several. */
  readonly isPartOfRun: (resource: Resource) => boolean;
}

/** Plans an update; nothing is changed by it. */
export function planUpdate(inputs: PlanInputs): UpdatePlan {
  const { state, next } = inputs;
  const stacks = diffEnvironments(state, next, inputs.force);
  const changes = stacks.flatMap((stack) => stack.changes);
  let versions = state.versions;
  for (const change of changes)
    versions = withAction(versions, `${change.stackName}/${change.logicalId}`, change.action);
  const planned = stacks.map((stack) => ({ ...stack, changes: stack.changes.map((change) => plan(change, inputs)) }));
  return {
    stacks: planned,
    refusals: [
      ...changes.flatMap(serviceRefusals),
      ...takenNames(state, stacks, (resource) => comparableProperties(resource, next, versions)),
      ...changes.flatMap((change) => (inputs.isPartOfRun(changedResource(change)) ? localRefusal(change, inputs) : [])),
    ],
  };
}

export function isEmpty(plan: UpdatePlan): boolean {
  return plan.stacks.every((stack) => stack.changes.length === 0);
}

function localRefusal(change: ResourceChange, { verbs, state }: PlanInputs): Refusal[] {
  const reason = verbs[change.type]?.refuse?.(change, state.templates);
  const advice = 'end the run, and start it again with the new app';
  return reason === undefined ? [] : [{ change, reason: `${reason} (only here: a deployment would)`, advice }];
}

function plan(change: ResourceChange, { verbs, isPartOfRun }: PlanInputs): PlannedChange {
  if (!isPartOfRun(changedResource(change))) return { ...change, runs: [], note: 'not part of this run' };
  const own = verbs[change.type];
  const runs = runsOf(change, own);
  const unknown = change.action === 'update' && updateBehaviour(change.type) === undefined;
  const perhaps = perhapsReplacedBecause(change).join(', ');
  const notes = [
    ...(change.action === 'abandon' ? [`stays where it is: DeletionPolicy ${change.before?.deletionPolicy}`] : []),
    ...(change.action !== 'abandon' && runs.length === 0 ? [noteOf(change, own)] : []),
    ...(unknown ? ['update behaviour unknown: taken to be in place'] : []),
    ...(perhaps !== '' ? [`${perhaps} may replace it in a deployment: taken to be in place`] : []),
  ];
  return { ...change, runs, note: notes.filter((note) => note !== '').join('; ') };
}

/** Who reads a resource says nothing about its end. */
function noteOf({ action }: ResourceChange, own: ResourceVerbs | undefined): string {
  if (own?.note === undefined) return NOT_RUN;
  return action === 'delete' ? '' : own.note;
}

function runsOf(change: ResourceChange, own: ResourceVerbs | undefined): PlannedChange['runs'] {
  const create = own?.create === undefined && own?.begin === undefined ? [] : (['create'] as const);
  const remove = own?.remove === undefined ? [] : (['remove'] as const);
  switch (change.action) {
    case 'create':
      return create;
    case 'replace':
      return keepsReplaced(change) ? create : [...create, ...remove];
    case 'delete':
      return remove;
    case 'abandon':
      return [];
    case 'update': {
      const known = own?.update?.properties ?? [];
      return known === 'any' || change.properties.some(({ property }) => known.includes(property)) ? ['update'] : [];
    }
  }
}
