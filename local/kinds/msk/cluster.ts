import { resourcesOfType } from '../../assembly/environment-templates';
import { LocalRunError } from '../../local-run-error';
import { readBroker } from '../../model/read-broker';
import { early } from '../early';
import { fixedProperties } from '../fixed-properties';
import type { ResourceVerbs } from '../kind';
import { startBroker } from './start-broker';

/** What the local broker is given when it starts, and never again. */
const FIXED = ['KafkaVersion', 'ConfigurationInfo', 'ClientAuthentication', 'EncryptionInfo'];

/** One broker, which stands for the cluster as long as the run is up. */
export const clusterVerbs: ResourceVerbs = {
  begin: (resource, { next, setPlatform }) => {
    const broker = readBroker(next.templates);
    if (broker === undefined) throw new LocalRunError(`${resource.logicalId} is no cluster of the templates`);
    const starting = early(next.steps.run('start Kafka', () => startBroker(broker, next)));
    return async () => setPlatform({ kafka: await starting });
  },
  refuse: (change, running) => {
    if (change.action === 'create' && resourcesOfType(running, change.type).length === 0) return undefined;
    if (change.action !== 'update') return 'the run has one broker from its beginning to its end';
    const fixed = fixedProperties(change, FIXED);
    return fixed && `the broker takes ${fixed} when it starts, and never again`;
  },
};

/** Server properties; a configuration that no cluster uses yet means nothing. */
export const configurationVerbs: ResourceVerbs = {
  refuse: (change) =>
    fixedProperties(change, ['ServerProperties']) && 'the broker takes its properties when it starts, and never again',
  note: 'read when the broker starts',
};
