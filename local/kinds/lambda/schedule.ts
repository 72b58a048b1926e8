import { readCheck } from '../../model/read-checks';
import type { ResourceVerbs } from '../kind';
import { runCheck } from './run-check';

/** What a schedule calls by the clock is called once. */
export const scheduleVerbs: ResourceVerbs = {
  create: (resource, { next, platform }) =>
    next.steps.run(`check ${resource.stack.stackName}`, () =>
      runCheck(readCheck(next.templates, resource, next.resolver), {
        ...next,
        aws: platform().aws,
        directory: next.paths.data,
      }),
    ),
  note: 'its function is called once, when it is made',
};
