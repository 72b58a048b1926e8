import { resourceId } from '../assembly/environment-templates';
import { changedResource } from '../update/resource-change';
import { codeChanges } from './changed-code';
import { changesOf, compareApps, type EnvironmentComparison } from './compare-environments';
import { connectorChanges, refusedChanges } from './connector-changes';
import { dataEffect } from './data-effects';
import { type Finding, gravest, note, type Severity } from './finding';
import { addedResources, removedResources, replacedResources, updatedResources } from './resource-changes';
import { changedRights, changedRules } from './rights';
import { changedStacks } from './stack-changes';
import type { SynthesizedApp } from './synthesized-app';
import { tableChanges } from './table-changes';
import { weakenedProtections } from './weakened-protection';

/** Findings of one kind. */
export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

export interface EnvironmentReview {
  readonly environment: string;
  /** Only those that have findings, rights first. */
  readonly sections: readonly Section[];
}

/** What deploying the changed app over the base would do, environment by environment. */
export interface Review {
  readonly environments: readonly EnvironmentReview[];
}

export function reviewApps(base: SynthesizedApp, changed: SynthesizedApp): Review {
  return { environments: compareApps(base, changed).map(reviewEnvironment) };
}

/** The gravest thing that a review, or one environment of it, found. */
export function severityOf(environments: readonly EnvironmentReview[]): Severity {
  return gravest(findingsOf(environments).map(({ severity }) => severity));
}

export function findingsOf(environments: readonly EnvironmentReview[]): Finding[] {
  return environments.flatMap(({ sections }) => sections.flatMap(({ findings }) => findings));
}

function reviewEnvironment(comparison: EnvironmentComparison): EnvironmentReview {
  const { environment, kind } = comparison;
  const sections = kind === 'compared' ? changedEnvironment(comparison) : wholeEnvironment(comparison);
  return { environment, sections: sections.filter(({ findings }) => findings.length > 0) };
}

/** One that comes or goes as a whole: what is in it would say nothing more. */
function wholeEnvironment(comparison: EnvironmentComparison): Section[] {
  const words =
    comparison.kind === 'added'
      ? note('the environment is new', 'one that was renamed is another one: data moves with neither')
      : note('the environment is in the app no more', 'one that was renamed is another one: data moves with neither');
  return [{ title: 'Stacks', findings: [words, ...changedStacks(comparison)] }];
}

function changedEnvironment(comparison: EnvironmentComparison): Section[] {
  const tables = tableChanges(comparison);
  const effects = changesOf(comparison).flatMap((change) => {
    const id = resourceId(changedResource(change));
    const effect = tables.told.has(id) ? undefined : dataEffect(comparison, change);
    return effect === undefined ? [] : [{ id, effect }];
  });
  const told = new Set([...tables.told, ...effects.map(({ id }) => id)]);
  return [
    { title: 'Rights', findings: changedRights(comparison) },
    { title: 'Security groups', findings: changedRules(comparison) },
    { title: 'Data', findings: [...effects.map(({ effect }) => effect), ...weakenedProtections(comparison)] },
    { title: 'Captured tables', findings: tables.findings },
    { title: 'Deployments', findings: [...refusedChanges(comparison), ...connectorChanges(comparison)] },
    { title: 'Stacks', findings: changedStacks(comparison) },
    { title: 'Code', findings: codeChanges(comparison) },
    { title: 'REPLACED', findings: replacedResources(comparison) },
    { title: 'Removed', findings: removedResources(comparison, told) },
    { title: 'Changed in place', findings: updatedResources(comparison) },
    { title: 'Added', findings: addedResources(comparison) },
  ];
}
