import { readWorkGroup } from '../../model/read-work-group';
import { startQueryEngine } from '../../steps/start-query-engine';
import type { Executor } from '../executor';
import { fixedProperties } from './database';

/** For statements that end. */
const GRACE_SECONDS = 10;

/** The one query engine. */
export const workGroupExecutor: Executor = {
  create: async (_, { next, platform, setPlatform }) => {
    const model = readWorkGroup(next.templates, next.resolver);
    const queryEngine = model && (await startQueryEngine(model, platform().aws, next));
    setPlatform({ queryEngine });
  },
  remove: async (_, { platform, setPlatform }) => {
    await platform().queryEngine?.process.stop(GRACE_SECONDS);
    setPlatform({ queryEngine: undefined });
  },
  refuse: (change) => {
    if (change.action === 'replace') return 'the query engine stays one and the same while the run is up';
    const scanLimit = change.properties.some(({ paths }) =>
      paths.includes('WorkGroupConfiguration.BytesScannedCutoffPerQuery'),
    );
    return scanLimit && fixedProperties(change, ['WorkGroupConfiguration'])
      ? 'the query engine takes its limit when it starts, and never again'
      : undefined;
  },
};
