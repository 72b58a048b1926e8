import { type Resource, resourcesOfType } from '../assembly/environment-templates';
import { findReferences } from '../assembly/find-references';
import {
  afterOf,
  beforeOf,
  KEEPING_POLICIES,
  perhapsReplacedBecause,
  type ResourceChange,
  replacedBecause,
} from '../update/resource-change';
import { changesOf, type EnvironmentComparison } from './compare-environments';
import { type Finding, note } from './finding';
import { nameOf, physicalName } from './resource-name';
import { type StatefulType, statefulType } from './stateful-types';

/** Custom resource of the CDK that empties a bucket before CloudFormation deletes it. */
const EMPTIES_BUCKET = 'Custom::S3AutoDeleteObjects';

const LEFT_BEHIND = 'left behind, and no longer managed by this app';

/** What a change that removes or replaces a resource that holds data, or may replace it, does to the data; undefined for every other. */
export function dataEffect(comparison: EnvironmentComparison, change: ResourceChange): Finding | undefined {
  const { before, action } = change;
  const type = before && statefulType(before);
  if (before === undefined || type === undefined) return undefined;
  if (action === 'delete' || action === 'abandon') return removal(comparison, change, before, type);
  return action === 'replace'
    ? replacement(comparison, change, type)
    : possibleReplacement(comparison, change, before, type);
}

function removal(
  comparison: EnvironmentComparison,
  change: ResourceChange,
  before: Resource,
  type: StatefulType,
): Finding {
  const text = `${nameOf(comparison, before)} is removed`;
  const elsewhere = successor(comparison, change);
  const again = elsewhere === undefined ? [] : [`${elsewhere} of the same name begins empty: data moves with neither`];
  const policy = before.deletionPolicy ?? type.defaultDeletion ?? 'Delete';
  if (KEEPING_POLICIES.has(policy)) {
    const taken = physicalName(before) === undefined ? [] : ['its name stays taken while it exists'];
    return note(text, `DeletionPolicy ${policy}: it stays with ${type.holds}, ${LEFT_BEHIND}`, ...taken, ...again);
  }
  if (type.harmless !== undefined) return note(text, type.harmless, ...again);
  if (policy === 'Snapshot') {
    return {
      severity: 'attention',
      text,
      details: ['a last snapshot is made, and only that keeps what it holds', ...again],
    };
  }
  if (before.type === 'AWS::S3::Bucket' && !isEmptied(comparison, before)) {
    const full =
      'CloudFormation deletes empty buckets only: while it holds objects, the deployment ends with DELETE_FAILED';
    return { severity: 'attention', text, details: [full, ...again] };
  }
  return { severity: 'destroys', text, details: [`gone for good: ${type.holds}`, ...again] };
}

/** Not called destruction: most of such changes are made in place, and no template tells which. */
function possibleReplacement(
  comparison: EnvironmentComparison,
  change: ResourceChange,
  before: Resource,
  type: StatefulType,
): Finding | undefined {
  const because = perhapsReplacedBecause(change).join(', ');
  if (because === '' || type.harmless !== undefined) return undefined;
  const details = [
    `its service decides: a new one would take its place, without ${type.holds}`,
    'look at the change set before it is executed',
  ];
  return {
    severity: 'attention',
    text: `${nameOf(comparison, before)} may be REPLACED because of ${because}`,
    details,
  };
}

function replacement(comparison: EnvironmentComparison, change: ResourceChange, type: StatefulType): Finding {
  const before = beforeOf(change);
  // Which of the two templates CloudFormation goes by is not documented: what keeps has to be said in both.
  const policies = [before, afterOf(change)].map(({ updateReplacePolicy }) => updateReplacePolicy ?? 'Delete');
  const text = `${nameOf(comparison, before)} is REPLACED because of ${replacedBecause(change).join(', ') || 'its type'}`;
  const empty = `a new one takes its place, without ${type.holds}`;
  if (type.harmless !== undefined) return note(text, type.harmless);
  if (policies.every((policy) => KEEPING_POLICIES.has(policy))) {
    const stays = `UpdateReplacePolicy ${policies[0]}: the old one stays with ${type.holds}, ${LEFT_BEHIND}`;
    return { severity: 'attention', text, details: [empty, stays] };
  }
  if (policies.every((policy) => policy !== 'Delete')) {
    return { severity: 'attention', text, details: [empty, 'of the old one, only a last snapshot stays'] };
  }
  return {
    severity: 'destroys',
    text,
    details: [`a new one takes its place; gone for good with the old one: ${type.holds}`],
  };
}

/** The stack whose new resource of the same name stands for a removed one. */
function successor(comparison: EnvironmentComparison, removed: ResourceChange): string | undefined {
  const { before } = removed;
  const name = before && physicalName(before);
  const found = changesOf(comparison).find(
    (change) =>
      change.action === 'create' &&
      change.type === removed.type &&
      (name === undefined ? change.logicalId === removed.logicalId : physicalName(afterOf(change)) === name),
  );
  return found === undefined ? undefined : `what ${found.stackName} adds`;
}

function isEmptied({ before: templates }: EnvironmentComparison, bucket: Resource): boolean {
  return resourcesOfType(templates, EMPTIES_BUCKET).some((helper) =>
    findReferences(templates, helper.stack, helper.properties.BucketName).some(({ resource }) => resource === bucket),
  );
}
