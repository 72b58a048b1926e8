import { type Resource, resourceId } from '../../assembly/environment-templates';
import type { QueryModel } from '../../model/platform';
import { readQueries } from '../../model/read-queries';
import { readWorkGroup } from '../../model/read-work-group';
import type { ResourceVerbs } from '../kind';

/** Named queries are only kept, to be run by whoever finds them. Nothing of one changes in place. */
export const queryVerbs: ResourceVerbs = {
  create: async (resource, { next: { templates, resolver }, platform, setPlatform }) => {
    const all = readQueries(templates, resolver, readWorkGroup(templates, resolver));
    setPlatform({ queries: [...platform().queries, ...all.filter((query) => isOf(query, resource))] });
  },
  remove: async (resource, { platform, setPlatform }) => {
    const { queries } = platform();
    // The older one, while a replaced query is still there beside its successor.
    const gone = queries.find((query) => isOf(query, resource));
    setPlatform({ queries: queries.filter((query) => query !== gone) });
  },
};

function isOf(query: QueryModel, resource: Resource): boolean {
  return resourceId(query.resource) === resourceId(resource);
}
