import type { StackTemplate } from '../assembly/environment-templates';
import { type EnvironmentComparison, leftStacks } from './compare-environments';
import { type Finding, listed, note } from './finding';
import { nameOf, physicalName } from './resource-name';
import { statefulType } from './stateful-types';

const MOST_RESOURCES = 8;

/** Share of a stack's resources that another one has, from which on it looks like the same under another name. */
const LOOKS_RENAMED = 0.5;

/** Stacks that come and go, as a whole. A stack that is renamed or moved is one of each. */
export function changedStacks(comparison: EnvironmentComparison): Finding[] {
  const left = leftStacks(comparison);
  const created = comparison.stacks.filter(({ kind }) => kind === 'create');
  return [
    ...left.map((stack) => leftStack(comparison, stack)),
    ...created.map(({ stackName, changes }) => {
      const old = left.find((stack) => likeness(stack, find(comparison.after.stacks, stackName)) >= LOOKS_RENAMED);
      const renamed =
        old === undefined
          ? []
          : [`it looks like \`${old.stackName}\` under another name: data moves with neither, and its names are taken`];
      return note(`+ stack \`${stackName}\` is new, with ${changes.length} resources`, ...renamed);
    }),
    ...comparison.stacks
      .filter(({ stale }) => stale.length > 0)
      .map(({ stackName, stale }) => ({
        severity: 'attention' as const,
        text: `stack \`${stackName}\` keeps old values`,
        details: [
          `what ${listed(stale, MOST_RESOURCES)} refers to is replaced, and its own template says the same: ` +
            'deploy it with `--force`',
        ],
      })),
  ];
}

function leftStack(comparison: EnvironmentComparison, stack: StackTemplate): Finding {
  const stateful = [...stack.resources.values()].filter((resource) => {
    const type = statefulType(resource);
    return type !== undefined && type.harmless === undefined;
  });
  const names = stateful.map((resource) => nameOf(comparison, resource));
  const stays = 'no deployment deletes a stack: it stays, works and costs until somebody deletes it';
  const takes = `its deletion would decide about ${listed(names, MOST_RESOURCES)}`;
  return {
    severity: 'attention',
    text: `- stack \`${stack.stackName}\` is in the app no more, with ${stack.resources.size} resources`,
    details: [stays, ...(names.length === 0 ? [] : [takes])],
  };
}

function likeness(one: StackTemplate, other: StackTemplate | undefined): number {
  if (other === undefined || one.resources.size === 0) return 0;
  const known = new Set(identities(other));
  return identities(one).filter((identity) => known.has(identity)).length / one.resources.size;
}

function identities({ resources }: StackTemplate): string[] {
  return [...resources.values()].map((resource) => `${resource.type} ${physicalName(resource) ?? resource.logicalId}`);
}

function find(stacks: readonly StackTemplate[], name: string): StackTemplate | undefined {
  return stacks.find(({ stackName }) => stackName === name);
}
