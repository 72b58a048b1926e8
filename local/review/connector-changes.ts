import { changedResource, type ResourceChange } from '../update/resource-change';
import { changesOf, type EnvironmentComparison } from './compare-environments';
import type { Finding } from './finding';
import { nameOf, physicalName } from './resource-name';

const CONNECTOR = 'AWS::KafkaConnect::Connector';

/** Keys by which an Iceberg sink finds its tables. */
const TABLES_OF_A_SINK = /^ConnectorConfiguration\.iceberg\.catalog\.(type|catalog-impl|uri|warehouse)$/;

/** What one deployment cannot do, with what to do instead, and connectors that are left out. */
export function refusedChanges(comparison: EnvironmentComparison): Finding[] {
  return comparison.refusals.map(({ change, reason, advice }) => {
    const name = nameOf(comparison, changedResource(change));
    if (change.type !== CONNECTOR || change.action !== 'replace') {
      return { severity: 'attention', text: `${name} cannot be deployed: ${reason}`, details: [advice] };
    }
    const text = `${name} is REPLACED, which takes two deployments: ${causes(comparison, change)}`;
    const fails =
      'in one deployment it fails with AlreadyExists: the new one is made first, under a name that is taken';
    return { severity: 'attention', text, details: [fails, advice] };
  });
}

/** Connectors that go while their topics stay, and those that go on under another name. */
export function connectorChanges(comparison: EnvironmentComparison): Finding[] {
  return changesOf(comparison)
    .filter(({ type }) => type === CONNECTOR)
    .flatMap((change): Finding[] => {
      const name = nameOf(comparison, changedResource(change));
      if (change.action === 'delete') {
        const back =
          'taken back under its name it goes on where it stopped, as far as its topics and the log of its source reach back';
        return [{ severity: 'note', text: `${name} is left out: nothing it did is done any more`, details: [back] }];
      }
      const moved = movedTables(change);
      if (moved.length > 0) {
        const left =
          'its offsets stay: there it begins where it is, and what it wrote so far is in the old tables only';
        const advice = 'give the pipeline another name, and it begins anew';
        return [{ severity: 'attention', text: `${name} has its tables elsewhere`, details: [...moved, left, advice] }];
      }
      const [before, after] = [change.before, change.after].map((resource) => resource && physicalName(resource));
      if (change.action !== 'replace' || before === after) return [];
      const anew = `it was \`${before}\`: offsets and consumer groups hang on the name, so it begins anew`;
      return [{ severity: 'attention', text: `${name} is REPLACED under another name`, details: [anew] }];
    });
}

/** Of a sink of Iceberg tables. */
function movedTables({ properties }: ResourceChange): string[] {
  return properties
    .flatMap(({ paths }) => paths)
    .filter((path) => TABLES_OF_A_SINK.test(path))
    .map((path) => `\`${path}\` changes`);
}

function causes(comparison: EnvironmentComparison, change: ResourceChange): string {
  return change.properties
    .filter(({ replacing }) => replacing.length > 0)
    .map(({ property, replacedReferences }) => {
      const referred = replacedReferences.map((logicalId) => referredName(comparison, logicalId));
      return referred.length === 0 ? `\`${property}\` changes` : `\`${property}\` refers to ${referred.join(', ')}`;
    })
    .join('; ');
}

function referredName(comparison: EnvironmentComparison, logicalId: string): string {
  const change = changesOf(comparison).find((candidate) => candidate.logicalId === logicalId);
  return change === undefined ? `\`${logicalId}\`` : `${nameOf(comparison, changedResource(change))}, which is new`;
}
