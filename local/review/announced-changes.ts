import { fullDiff, type ResourceDifference, ResourceImpact, type TemplateDiff } from '@aws-cdk/cloudformation-diff';

import type { Template } from './synthesized-app';

/** What `cdk diff` announces for one resource. */
export interface Announcement {
  readonly replaced: 'certainly' | 'perhaps' | 'no';
  /** Properties for which it says so. */
  readonly because: readonly string[];
}

/** What `cdk diff` says about one stack. */
export interface AnnouncedChanges {
  /** By logical id, of resources that change. */
  readonly resources: ReadonlyMap<string, Announcement>;
  readonly rights: TemplateDiff['iamChanges'];
  readonly rules: TemplateDiff['securityGroupChanges'];
}

const REPLACED: Partial<Record<ResourceImpact, Announcement['replaced']>> = {
  [ResourceImpact.WILL_REPLACE]: 'certainly',
  [ResourceImpact.MAY_REPLACE]: 'perhaps',
};

/** Compares two templates as `cdk diff` does. A stack that one side does not have is an empty template. */
export function announcedChanges(before: Template | undefined, after: Template | undefined): AnnouncedChanges {
  const difference = fullDiff(before ?? {}, after ?? {});
  const resources = new Map<string, Announcement>();
  difference.resources.forEachDifference((logicalId, change) => {
    resources.set(logicalId, { replaced: REPLACED[change.changeImpact] ?? 'no', because: causes(change) });
  });
  return { resources, rights: difference.iamChanges, rules: difference.securityGroupChanges };
}

function causes({ propertyUpdates }: ResourceDifference): string[] {
  return Object.entries(propertyUpdates)
    .filter(([, { changeImpact }]) => changeImpact !== undefined && REPLACED[changeImpact] !== undefined)
    .map(([property]) => property);
}
