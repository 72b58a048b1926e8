import type { PlannedChange, PlannedStack, UpdatePlan } from './plan-update';
import { partedByReplacing, type ResourceChange } from './resource-change';

const SIGNS: Readonly<Record<ResourceChange['action'], string>> = {
  create: '+ create ',
  update: '~ update ',
  replace: '± replace',
  delete: '- delete ',
  abandon: '- abandon',
};

/** More paths than this are counted instead of named. */
const MOST_PATHS = 6;

/** A plan as lines for the terminal: per stack, per resource, what would be done and why. */
export function printPlan(plan: UpdatePlan): string[] {
  const lines = plan.stacks.flatMap(printStack);
  for (const { change, reason, advice } of plan.refusals) {
    lines.push(`✗ ${change.stackName}/${change.logicalId} (${change.type}): ${reason}`, `  ${advice}`);
  }
  return lines;
}

function printStack(stack: PlannedStack): string[] {
  const { stackName, kind, changes, stale } = stack;
  if (kind === 'left')
    return [`${stackName}: not in the app any more, and left as it is: no deployment deletes a stack`];
  if (changes.length === 0) {
    const kept = `; keeps old values of ${stale.join(', ')} until it is deployed with --force`;
    return [`${stackName}: no change${stale.length > 0 ? kept : ''}`];
  }
  return [`${stackName}: ${kind}`, ...changes.map((change) => `  ${printChange(change)}`)];
}

export function printChange(change: PlannedChange): string {
  const parts = [`${SIGNS[change.action]} ${change.type} ${change.logicalId}`];
  if (change.action === 'update') parts.push(`in place: ${paths(change)}`);
  if (change.action === 'replace') parts.push(`because of ${paths(change)}`);
  if (change.note !== '') parts.push(`(${change.note})`);
  return parts.join('  ');
}

function paths({ properties, action }: PlannedChange): string {
  const relevant =
    action === 'replace' ? properties.flatMap((property) => partedByReplacing(property).causes) : properties;
  const named = relevant.flatMap((change) => {
    const referred = change.replacedReferences;
    return referred.length > 0 ? [`${change.property} (refers to ${referred.join(', ')})`] : change.paths;
  });
  const rest = named.length - MOST_PATHS;
  return rest > 0 ? `${named.slice(0, MOST_PATHS).join(', ')} and ${rest} more` : named.join(', ');
}
