import { type Permission, permissionsOf } from '../../local/access/permission-report';
import type { RoleAccess, Statement } from '../../local/access/read-roles';

/** What a role is allowed, each once, in the order of its statements. */
export function permissionsOfRole({ statements }: RoleAccess): Permission[] {
  const all = statements.flatMap(permissionsOf);
  return all.filter((permission, index) => all.findIndex((other) => isSame(other, permission)) === index);
}

/** The role without some of what it is allowed; all else that the same statements allow stays. */
export function withoutPermissions(role: RoleAccess, permissions: readonly Permission[]): RoleAccess {
  const statements = permissions.reduce(
    (rest: readonly Statement[], permission) => rest.flatMap((statement) => split(statement, permission)),
    role.statements,
  );
  return { ...role, statements };
}

export function isSame(one: Permission, other: Permission): boolean {
  return one.action === other.action && one.resource === other.resource;
}

/** The statement without one action on one of its resources: in two parts where both lists hold more. */
function split(statement: Statement, { action, resource }: Permission): Statement[] {
  const [actions, resources] = [[statement.Action].flat(), [statement.Resource].flat()];
  if (statement.Effect !== 'Allow' || !resources.includes(resource) || !actions.includes(action)) return [statement];
  const parts: [unknown[], unknown[]][] = [
    [actions.filter((each) => each !== action), resources],
    [[action], resources.filter((each) => each !== resource)],
  ];
  return parts
    .filter(([someActions, someResources]) => someActions.length > 0 && someResources.length > 0)
    .map(([Action, Resource]) => ({ ...statement, Action, Resource }));
}
