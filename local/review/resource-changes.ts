import { resourceId } from '../assembly/environment-templates';
import { changedResource, type PropertyChange, type ResourceChange } from '../update/resource-change';
import { UPDATE_BEHAVIOURS } from '../update/update-behaviours';
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
    const causes = otherProperties(change).filter(({ property }) => change.replacedBecause.includes(property));
    if (causes.length === 0 && change.replacedBecause.length > 0) return [];
    const because = causes.length === 0 ? 'its type changes' : pathsOf(comparison, change, causes);
    const rest = otherProperties(change).filter((property) => !causes.includes(property));
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
    return [note(text, ...disagreements(comparison, change))];
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

/** Where `cdk diff` announces something else than what CloudFormation does. */
function disagreements({ announced }: EnvironmentComparison, change: ResourceChange): string[] {
  const announcement = announced.get(change.stackName)?.resources.get(change.logicalId);
  const { action, type } = change;
  const page = UPDATE_BEHAVIOURS[type]?.page;
  if (announcement === undefined) return [];
  if (action === 'update' && announcement.replaced !== 'no') {
    const because = announcement.because.map((property) => `\`${property}\``).join(', ');
    const perhaps = announcement.replaced === 'perhaps' ? ' perhaps' : '';
    return page === undefined
      ? [`its replacement is possible: \`cdk diff\` cannot tell for ${because}`]
      : [
          `\`cdk diff\` announces a replacement${perhaps} (${because}), and there is none: it changes in place` +
            `${IN_PLACE_SINCE[type] ?? ''}, by ${page} of the CloudFormation reference`,
        ];
  }
  if (action === 'replace' && page === undefined) return ['so `cdk diff` says; what refers to it may be replaced, too'];
  return [];
}
