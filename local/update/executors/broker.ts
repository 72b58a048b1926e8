import type { Executor } from '../executor';
import { fixedProperties } from './database';

/** What the local broker is given when it starts, and never again. */
const FIXED = ['KafkaVersion', 'ConfigurationInfo', 'ClientAuthentication', 'EncryptionInfo'];

/** One broker, which stands for the cluster as long as the run is up. */
export const brokerExecutor: Executor = {
  refuse: (change) => {
    if (change.action !== 'update') return 'the run has one broker from its beginning to its end';
    const fixed = fixedProperties(change, FIXED);
    return fixed && `the broker takes ${fixed} when it starts, and never again`;
  },
};

/** Server properties; a configuration that no cluster uses yet means nothing. */
export const brokerConfigurationExecutor: Executor = {
  refuse: (change) =>
    fixedProperties(change, ['ServerProperties']) && 'the broker takes its properties when it starts, and never again',
  note: 'read when the broker starts',
};
