import { resourceId } from '../assembly/environment-templates';
import {
  changedResource,
  type PropertyChange,
  partedByReplacing,
  perhapsReplacedBecause,
  type ResourceChange,
  replacedBecause,
} from '../update/resource-change';
import { updateBehaviour } from '../update/update-behaviours';
import { codePaths, otherProperties } from './changed-code';
import { changedValues } from './changed-values';
import { changesOf, type EnvironmentComparison } from './compare-environments';
import { type Finding, listed, note } from './finding';
import { nameOf, plainName } from './resource-name';

/** Types whose every change is told as rights or rules. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set([
  'AWS::IAM::Policy',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::SecurityGroupEgress',
]);

/** More paths than this are counted instead of named. */
const MOST_PATHS = 8;

/** Update behaviour since when: `cdk diff` goes by older pages. */
const IN_PLACE_SINCE: Readonly<Record<string, string>> = { 'AWS::KafkaConnect::Connector': ' since January 2025' };

/** What is replaced, and for what. Replacements for nothing but other code are told with the code. */
export function replacedResources(comparison: EnvironmentComparison): Finding[] {
  return changes(comparison, 'replace').flatMap((change) => {
    const parts = change.properties.map(partedByReplacing);
    const causes = otherProperties(
      change,
      parts.flatMap((part) => part.causes),
    );
    const rest = otherProperties(
      change,
      parts.flatMap((part) => part.others),
    );
    if (causes.length === 0 && replacedBecause(change).length > 0) return [];
    const because = causes.length === 0 ? 'its type changes' : pathsOf(comparison, change, causes);
    return [
      note(
        `${nameOf(comparison, changedResource(change))}: because of ${because}`,
        ...(rest.length === 0 ? [] : [`besides, ${pathsOf(comparison, change, rest)}`]),
        ...disagreements(comparison, change),
      ),
    ];
  });
}

/** What changes in place, with the values where they are short. */
export function updatedResources(comparison: EnvironmentComparison): Finding[] {
  return changes(comparison, 'update').flatMap((change) => {
    const other = otherProperties(change);
    if (other.length === 0) return [];
    const text = `${nameOf(comparison, changedResource(change))}: ${pathsOf(comparison, change, other)}`;
    return [note(text, ...(perhaps(change) ?? disagreements(comparison, change)))];
  });
}

/** What is removed and holds nothing, or nothing of which another finding tells. */
export function removedResources(comparison: EnvironmentComparison, told: ReadonlySet<string>): Finding[] {
  return ['delete' as const, 'abandon' as const].flatMap((action) =>
    changes(comparison, action)
      .filter((change) => !told.has(resourceId(changedResource(change))))
      .map((change) => {
        const removed = changedResource(change);
        const stays = action === 'abandon' ? ' (stays, left behind and no longer managed)' : '';
        const anew = isMadeAnew(comparison, change) ? ' (made anew under another logical id)' : '';
        return note(`${nameOf(comparison, removed)}${stays}${anew}`);
      }),
  );
}

/** Whether the same construct is another resource now: the CDK gives logical ids with hashes to what has to be replaced. */
function isMadeAnew(comparison: EnvironmentComparison, removed: ResourceChange): boolean {
  const name = plainName(comparison, changedResource(removed));
  return changes(comparison, 'create').some(
    (change) =>
      change.type === removed.type &&
      change.stackName === removed.stackName &&
      plainName(comparison, changedResource(change)) === name,
  );
}

/** What is added, by type: the names say which. */
export function addedResources(comparison: EnvironmentComparison): Finding[] {
  const names = new Map<string, string[]>();
  for (const change of changes(comparison, 'create')) {
    names.set(change.type, [
      ...(names.get(change.type) ?? []),
      `\`${plainName(comparison, changedResource(change))}\``,
    ]);
  }
  return [...names].map(([type, all]) => note(`${type}: ${listed(all, MOST_PATHS)}`));
}

function changes(comparison: EnvironmentComparison, action: ResourceChange['action']): ResourceChange[] {
  return changesOf(comparison).filter((change) => change.action === action && !TOLD_ELSEWHERE.has(change.type));
}

function pathsOf(
  comparison: EnvironmentComparison,
  change: ResourceChange,
  properties: readonly PropertyChange[],
): string {
  const named = properties.flatMap((property) => {
    if (property.replacedReferences.length > 0) {
      return [`\`${property.property}\` (refers to what is replaced: ${referred(comparison, property)})`];
    }
    const code = codePaths(change, property);
    return property.paths
      .filter((path) => !code.includes(path))
      .map((path) => `\`${path}\`${changedValues(change, property.property, path)}`);
  });
  return listed(named, MOST_PATHS);
}

function referred(comparison: EnvironmentComparison, { replacedReferences }: PropertyChange): string {
  const names = replacedReferences.map((logicalId) => {
    const found = changesOf(comparison).find((candidate) => candidate.logicalId === logicalId);
    return found === undefined ? `\`${logicalId}\`` : nameOf(comparison, changedResource(found));
  });
  return names.join(', ');
}

/** @returns undefined where no service has a choice */
function perhaps(change: ResourceChange): string[] | undefined {
  const paths = perhapsReplacedBecause(change).map((path) => `\`${path}\``);
  return paths.length === 0
    ? undefined
    : [`its replacement is possible: whether ${listed(paths, MOST_PATHS)} can change in place, its service decides`];
}

/** Where `cdk diff` announces something else than what CloudFormation does. */
function disagreements({ announced }: EnvironmentComparison, change: ResourceChange): string[] {
  const announcement = announced.get(change.stackName)?.resources.get(change.logicalId);
  const { action, type } = change;
  const source = updateBehaviour(type)?.source;
  if (announcement === undefined) return [];
  if (action === 'update' && announcement.replaced !== 'no') {
    const because = announcement.because.map((property) => `\`${property}\``).join(', ');
    const maybe = announcement.replaced === 'perhaps' ? ' perhaps' : '';
    return source === undefined
      ? [`its replacement is possible: \`cdk diff\` cannot tell for ${because}`]
      : [
          `\`cdk diff\` announces a replacement${maybe} (${because}), and there is none: it changes in place` +
            `${IN_PLACE_SINCE[type] ?? ''}, by ${source}`,
        ];
  }
  if (action === 'replace' && source === undefined)
    return ['so `cdk diff` says; what refers to it may be replaced, too'];
  return [];
}
