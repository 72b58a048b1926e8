import { type Resource, resourceId } from '../../assembly/environment-templates';
import { readCheck } from '../../model/read-checks';
import { isOfWarehouse } from '../../model/read-merge-schedules';
import { isOfRefresh, readRefresh } from '../../model/read-refreshes';
import type { Session } from '../../session/session';
import type { ResourceVerbs, UpdateContext } from '../kind';
import { StateKey } from '../kind-states';
import { runCheck } from './run-check';
import { ScheduledRefresh } from './scheduled-refresh';

/** The session of what runs now, which an update exchanges. */
const CURRENT = new StateKey<{ session: Session | undefined }>(() => ({ session: undefined }));

/** What a schedule calls by the clock is called once; merges of a warehouse and refreshes of tables are when a proof asks for them. */
export const scheduleVerbs: ResourceVerbs = {
  create: async (resource, context) => {
    const { next, platform } = context;
    if (isOfWarehouse(resource)) return;
    if (isOfRefresh(resource)) {
      knowRefresh(resource, context);
      return;
    }
    await next.steps.run(`check ${resource.stack.stackName}`, () =>
      runCheck(readCheck(next.templates, resource, next.resolver), {
        ...next,
        aws: platform().aws,
        directory: next.paths.data,
      }),
    );
  },
  remove: async (resource, { platform, setPlatform }) => {
    setPlatform({ refreshes: platform().refreshes.filter(({ id }) => id !== resourceId(resource)) });
  },
  update: {
    properties: ['Target'],
    run: async ({ after }, context) => {
      if (after !== undefined && isOfRefresh(after)) knowRefresh(after, context);
    },
  },
  note: 'its function is called once, when it is made',
};

function knowRefresh(resource: Resource, { next, platform, setPlatform }: UpdateContext): void {
  const current = next.states.of(CURRENT);
  current.session = next;
  const refresh = new ScheduledRefresh(readRefresh(next.templates, resource, next.resolver), () => {
    const session = current.session ?? next;
    return { ...session, aws: platform().aws, directory: session.paths.data };
  });
  setPlatform({ refreshes: [...platform().refreshes.filter(({ id }) => id !== refresh.id), refresh] });
}
