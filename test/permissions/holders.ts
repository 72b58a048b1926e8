import { roleOwners } from '../../local/access/role-owners';
import type {
  CheckModel,
  ConnectorModel,
  CustomResourceModel,
  JobModel,
  MergesModel,
  PlatformModel,
} from '../../local/model/platform';

/** Who has a role, as far as somebody knows how to let it do what it is for. */
export type Holder = { readonly role: string; readonly of: string } & (
  | { readonly kind: 'connector'; readonly model: ConnectorModel }
  | { readonly kind: 'job' | 'upkeep'; readonly model: JobModel }
  | { readonly kind: 'bootstrap'; readonly model: CustomResourceModel }
  | { readonly kind: 'check'; readonly model: CheckModel }
  | { readonly kind: 'client host' }
  | { readonly kind: 'tables' | 'merges' | 'warehouse'; readonly model: MergesModel }
);

/** All of an environment whose roles are tried, those first that are through soonest and leave the others as they were. */
export function roleHolders(model: PlatformModel): Holder[] {
  const owners = roleOwners(model, model.operatorRole);
  const named = ({ role }: { readonly role: string }): { readonly role: string; readonly of: string } => ({
    role,
    of: owners.get(role) ?? role,
  });
  const { operatorRole: role } = model;
  return [
    ...model.bootstraps.map((each): Holder => ({ kind: 'bootstrap', ...named(each), model: each })),
    ...model.checks.map((each): Holder => ({ kind: 'check', ...named(each), model: each })),
    ...(role === undefined ? [] : [{ kind: 'client host', ...named({ role }) } as const]),
    ...model.merges.flatMap((each): Holder[] => [
      { kind: 'tables', ...named({ role: each.roles.maker }), model: each },
      ...(each.roles.merger === undefined
        ? []
        : [{ kind: 'merges', ...named({ role: each.roles.merger }), model: each } as const]),
    ]),
    ...warehouses(model).map(([role, each]): Holder => ({ kind: 'warehouse', ...named({ role }), model: each })),
    ...model.jobs.map((each): Holder => ({ kind: 'job', ...named(each), model: each })),
    ...(model.upkeep === undefined ? [] : [{ kind: 'upkeep', ...named(model.upkeep), model: model.upkeep } as const]),
    // A connector's trial ends it.
    ...model.connectors.map((each): Holder => ({ kind: 'connector', ...named(each), model: each })),
  ];
}

/** One for each role by which topics are read, with somebody whose topics these are. */
function warehouses({ merges }: PlatformModel): [string, MergesModel][] {
  return [...new Map(merges.flatMap((each) => (each.roles.reader === undefined ? [] : [[each.roles.reader, each]])))];
}
