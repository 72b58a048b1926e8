import { readWorkGroup } from '../../model/read-work-group';
import { startQueryEngine } from '../../steps/start-query-engine';
import type { Executor } from '../executor';

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
  update: {
    properties: ['State', 'WorkGroupConfiguration'],
    run: async (_, { next, platform }) => {
      const model = readWorkGroup(next.templates, next.resolver);
      platform().queryEngine?.limitScans(model?.scanLimitBytes);
    },
  },
  refuse: (change) =>
    change.action === 'replace' ? 'the query engine stays one and the same while the run is up' : undefined,
};
