import { readCheck } from '../../model/read-checks';
import { isOfWarehouse } from '../../model/read-merge-schedules';
import type { ResourceVerbs } from '../kind';
import { runCheck } from './run-check';

/** What a schedule calls by the clock is called once; merges of a warehouse are when a proof asks for them. */
export const scheduleVerbs: ResourceVerbs = {
  create: async (resource, { next, platform }) => {
    if (isOfWarehouse(resource)) return;
    await next.steps.run(`check ${resource.stack.stackName}`, () =>
      runCheck(readCheck(next.templates, resource, next.resolver), {
        ...next,
        aws: platform().aws,
        directory: next.paths.data,
      }),
    );
  },
  note: 'its function is called once, when it is made',
};
