import type { ResourceChange } from './resource-change';

/** Why a change would fail, so that nothing of the update is begun. */
export interface Refusal {
  readonly change: ResourceChange;
  readonly reason: string;
  /** What to do instead. */
  readonly advice: string;
}
