import type { EnvironmentTemplates, StackTemplate } from '../assembly/environment-templates';
import { withAction } from '../update/attribute-versions';
import { diffEnvironments } from '../update/diff-environments';
import type { Refusal } from '../update/refusal';
import type { ResourceChange, StackChange } from '../update/resource-change';
import { comparableProperties, initialState } from '../update/running-state';
import { serviceRefusals } from '../update/service-refusals';
import { takenNames } from '../update/taken-names';
import { updateBehaviour } from '../update/update-behaviours';
import { type AnnouncedChanges, announcedChanges } from './announced-changes';
import type { SynthesizedApp } from './synthesized-app';

/** What deploying the changed app would do to one environment that is as the base says. */
export interface EnvironmentComparison {
  readonly environment: string;
  readonly kind: 'added' | 'removed' | 'compared';
  readonly before: EnvironmentTemplates;
  readonly after: EnvironmentTemplates;
  readonly baseApp: SynthesizedApp;
  readonly changedApp: SynthesizedApp;
  readonly stacks: readonly StackChange[];
  /** By stack name, of stacks that change. */
  readonly announced: ReadonlyMap<string, AnnouncedChanges>;
  readonly refusals: readonly Refusal[];
}

/** Compares every environment that one of the apps has. */
export function compareApps(baseApp: SynthesizedApp, changedApp: SynthesizedApp): EnvironmentComparison[] {
  const names = new Set([...baseApp.environments.keys(), ...changedApp.environments.keys()]);
  return [...names].map((environment) => compare(environment, baseApp, changedApp));
}

function compare(environment: string, baseApp: SynthesizedApp, changedApp: SynthesizedApp): EnvironmentComparison {
  const [base, changed] = [baseApp, changedApp].map((app) => app.environments.get(environment));
  const before = base ?? { environment, stacks: [] };
  const after = changed ?? { environment, stacks: [] };
  const state = initialState(before);
  const announced = new Map<string, AnnouncedChanges>();
  const stacks = diffEnvironments(state, after, false).map((stack) => {
    if (stack.kind === 'left' || stack.changes.length === 0) return stack;
    const found = announcedChanges(baseApp.templates.get(stack.stackName), changedApp.templates.get(stack.stackName));
    announced.set(stack.stackName, found);
    return { ...stack, changes: stack.changes.map((change) => withAnnounced(change, found)) };
  });
  const changes = stacks.flatMap((stack) => stack.changes);
  const versions = changes.reduce(
    (counted, { stackName, logicalId, action }) => withAction(counted, `${stackName}/${logicalId}`, action),
    state.versions,
  );
  return {
    environment,
    kind: base === undefined ? 'added' : changed === undefined ? 'removed' : 'compared',
    before,
    after,
    baseApp,
    changedApp,
    stacks,
    announced,
    refusals: [
      ...changes.flatMap(serviceRefusals),
      ...takenNames(state, stacks, (resource) => comparableProperties(resource, after, versions)),
    ],
  };
}

/** Of a type that this project has no word about, the CDK's word counts. */
function withAnnounced(change: ResourceChange, { resources }: AnnouncedChanges): ResourceChange {
  const announcement = resources.get(change.logicalId);
  const known = updateBehaviour(change.type) !== undefined;
  if (known || change.action !== 'update' || announcement?.replaced !== 'certainly') return change;
  const properties = change.properties.map((changed) =>
    announcement.because.includes(changed.property) ? { ...changed, replacing: [changed.property] } : changed,
  );
  return { ...change, action: 'replace', properties };
}

/** Every change of an environment, stack by stack. */
export function changesOf({ stacks }: EnvironmentComparison): ResourceChange[] {
  return stacks.flatMap((stack) => stack.changes);
}

/** Stacks that the app has no more. No deployment deletes one. */
export function leftStacks({ stacks, before }: EnvironmentComparison): StackTemplate[] {
  const left = new Set(stacks.filter(({ kind }) => kind === 'left').map(({ stackName }) => stackName));
  return before.stacks.filter(({ stackName }) => left.has(stackName));
}
