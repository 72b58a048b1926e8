import { changedResource, type PropertyChange, type ResourceChange } from '../update/resource-change';
import { valueAt } from './changed-values';
import { changesOf, type EnvironmentComparison } from './compare-environments';
import { type Finding, listed, note } from './finding';
import { nameOf } from './resource-name';

/** Hash of a content, as keys of assets and names carry it. Account ids are digits only. */
const HASH = /(?<![0-9A-Za-z])(?=[0-9a-f]*[a-f])[0-9a-f]{12,64}(?![0-9A-Za-z])/g;

/** What a path of a property that names code stands for. */
const PARTS: Readonly<Record<string, string>> = {
  'Code.S3Key': 'handler',
  'Command.ScriptLocation': 'script',
  'DefaultArguments.--extra-py-files': 'packages',
  'DefaultArguments.--extra-jars': 'jars',
  SourceHash: 'what it runs',
};

const PLUGIN = 'AWS::KafkaConnect::CustomPlugin';

/** Names end with the hash of a content; which content it is, another property says. */
const NAME = 'Name';

const MOST_CONNECTORS = 8;

/** A value without the hashes of contents that it names. */
export function withoutHashes(value: string): string {
  return value.replace(HASH, '<hash>');
}

/** Properties of a change, or the given parts of them, that are more than other code. */
export function otherProperties(change: ResourceChange, properties = change.properties): PropertyChange[] {
  return properties.filter((property) => codePaths(change, property).length < property.paths.length);
}

/** One line per thing that has other code. */
export function codeChanges(comparison: EnvironmentComparison): Finding[] {
  return changesOf(comparison).flatMap((change) => {
    const paths = change.properties
      .flatMap((property) => codePaths(change, property))
      .filter((path) => path !== NAME || change.type === PLUGIN);
    const name = nameOf(comparison, changedResource(change));
    if (paths.length > 0 && change.type === PLUGIN) {
      return [pluginChange(comparison, change, name)];
    }
    if (paths.length === 0 || change.type === 'AWS::IAM::Policy') return [];
    const parts = [...new Set(paths.map((path) => PARTS[path] ?? path))];
    return [note(`${name}: other code (${parts.join(', ')})`)];
  });
}

function pluginChange(comparison: EnvironmentComparison, change: ResourceChange, name: string): Finding {
  const users = changesOf(comparison).filter(
    ({ type, action, properties }) =>
      type === 'AWS::KafkaConnect::Connector' &&
      action === 'replace' &&
      properties.some(({ replacedReferences }) => replacedReferences.includes(change.logicalId)),
  );
  const names = users.map((user) => nameOf(comparison, changedResource(user)));
  const effect =
    names.length === 0 ? 'no connector runs it' : `${listed(names, MOST_CONNECTORS)} replaced in two deployments`;
  return note(`${name} changes → ${effect}`);
}

/** Paths of a property at which only the content that is named differs. */
export function codePaths(change: ResourceChange, property: PropertyChange): string[] {
  if (property.replacedReferences.length > 0) return [];
  return property.paths.filter((path) => {
    const [before, after] = [change.before, change.after].map((resource) => valueAt(resource?.properties, path));
    if (before === undefined || after === undefined) return false;
    return withoutHashes(JSON.stringify(before)) === withoutHashes(JSON.stringify(after));
  });
}
