import type { PlannedChange } from './plan-update';

/** Part of an update that is done as one: a change, or the end of what a stack no longer has. */
export interface UpdateStep {
  readonly phase: 'change' | 'cleanup';
  readonly change: PlannedChange;
}

export function describeStep({ phase, change }: UpdateStep): string {
  const verb = phase === 'cleanup' ? 'delete' : change.action;
  const old = phase === 'cleanup' && change.action === 'replace' ? 'the old ' : '';
  return `${verb} ${old}${change.stackName}/${change.logicalId}`;
}
