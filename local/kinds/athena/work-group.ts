import type { WorkGroupModel } from '../../model/platform';
import { readWorkGroup } from '../../model/read-work-group';
import type { QueryEngine } from '../../servers/local-server';
import type { Session } from '../../session/session';
import { early } from '../early';
import type { ResourceVerbs } from '../kind';
import { startQueryEngine } from './start-query-engine';

/** For statements that end. */
const GRACE_SECONDS = 10;

/** The one query engine. */
export const workGroupVerbs: ResourceVerbs = {
  begin: (_, { next, setPlatform }) => {
    const model = readWorkGroup(next.templates, next.resolver);
    const starting = early(start(model, next));
    return async () => setPlatform({ queryEngine: await starting });
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

async function start(model: WorkGroupModel | undefined, session: Session): Promise<QueryEngine | undefined> {
  if (model === undefined) return undefined;
  const aws = await session.local.awsServer();
  return session.steps.run('start Trino', () => startQueryEngine(model, aws, session));
}
