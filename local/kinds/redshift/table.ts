import type { Resource } from '../../assembly/environment-templates';
import { readMerges } from '../../model/read-merges';
import type { Session } from '../../session/session';
import type { UpdateContext } from '../kind';
import { StateKey } from '../kind-states';
import { customResourceVerbs } from '../lambda/custom-resource';
import { DataApi } from './data-api';
import { WarehouseMerges } from './merges';

/** The session of what runs now, which an update exchanges. */
const CURRENT = new StateKey<{ session: Session | undefined }>(() => ({ session: undefined }));

/** Schemas of a warehouse, whose handler makes them by the Data API. */
export const schemaVerbs = customResourceVerbs({ verb: 'make schemas of' });

/** Tables of a warehouse. Once one is there, its pipeline merges. */
export const tableVerbs = customResourceVerbs({ verb: 'make tables of', done: knowMerges });

function knowMerges(resource: Resource, { next, platform, setPlatform }: UpdateContext): void {
  const current = next.states.of(CURRENT);
  current.session = next;
  const model = readMerges(next.templates, next.resolver).find(({ tables }) =>
    tables.some(({ resource: made }) => made === resource),
  );
  if (model === undefined) return;
  const merges = new WarehouseMerges(model, new DataApi(platform().awsClient), () => current.session ?? next);
  setPlatform({ merges: [...platform().merges.filter((other) => other.model.name !== model.name), merges] });
}
