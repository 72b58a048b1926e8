import { type RoleAccess, readRoles, roleName } from '../../access/read-roles';
import type { Resource } from '../../assembly/environment-templates';
import type { ResourceVerbs, UpdateContext } from '../kind';

/** Roles and their policies, as the broker knows them. */
export const roleVerbs: ResourceVerbs = {
  create: async (_, context) => setRoles(context),
  update: { properties: ['Policies', 'ManagedPolicyArns'], run: async (_, context) => setRoles(context) },
  remove: async (resource, context) => removeRole(resource, context),
};

export const policyVerbs: ResourceVerbs = {
  create: async (_, context) => setRoles(context),
  update: { properties: ['PolicyDocument', 'Roles'], run: async (_, context) => setRoles(context) },
  remove: async (_, context) => setRoles(context),
};

/**
 * A role that is about to go keeps what it may do until it is gone: what has it still runs, in a stack whose turn is yet to
 * come for example.
 */
async function setRoles({ next, before }: UpdateContext): Promise<void> {
  const roles = readRoles(next.templates, next.resolver);
  const names = new Set(roles.map(({ name }) => name));
  const present = new Set(next.access.roles.map(({ name }) => name));
  const leaving: RoleAccess[] = readRoles(before.templates, before.resolver).filter(
    ({ name }) => !names.has(name) && present.has(name),
  );
  next.access.setRoles([...roles, ...leaving]);
}

/** One that was replaced is there under its name again. */
async function removeRole(resource: Resource, context: UpdateContext): Promise<void> {
  const { next, before } = context;
  const name = roleName(resource, before.resolver);
  next.access.setRoles(next.access.roles.filter((role) => role.name !== name));
  await setRoles(context);
}
