import { type RoleAccess, readRoles } from '../../access/read-roles';
import type { Executor, UpdateContext } from '../executor';

/** Roles and their policies, as the broker knows them. */
export const roleExecutor: Executor = {
  create: async (_, context) => setRoles(context),
  update: { properties: ['Policies', 'ManagedPolicyArns'], run: async (_, context) => setRoles(context) },
  remove: async (_, { next }) => next.access.setRoles(readRoles(next.templates, next.resolver)),
};

export const policyExecutor: Executor = {
  ...roleExecutor,
  update: { properties: ['PolicyDocument', 'Roles'], run: async (_, context) => setRoles(context) },
};

/** A role that is about to go keeps what it may do: what has it still runs. */
async function setRoles({ next, before }: UpdateContext): Promise<void> {
  const roles = readRoles(next.templates, next.resolver);
  const names = new Set(roles.map(({ name }) => name));
  const leaving: RoleAccess[] = readRoles(before.templates, before.resolver).filter(({ name }) => !names.has(name));
  next.access.setRoles([...roles, ...leaving]);
}
