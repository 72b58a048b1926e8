import { setTimeout as sleep } from 'node:timers/promises';

import type { BrokerAccess } from '../../local/access/broker-access';
import type { Permission } from '../../local/access/permission-report';
import type { RoleAccess } from '../../local/access/read-roles';
import { readUsage, type Usage } from '../../local/access/read-usage';
import { permissionsOfRole, withoutPermissions } from './without-permissions';

/** The broker, and what stands for AWS, look at their policies that often. */
const RELOAD_MILLISECONDS = 600;

/** What one role may do, and what it asked for since that changed. */
export class Rights {
  private readonly whole: readonly RoleAccess[];

  constructor(
    private readonly access: BrokerAccess,
    private readonly role: string,
  ) {
    this.whole = access.roles;
  }

  permissions(): Permission[] {
    return this.whole.filter(({ name }) => name === this.role).flatMap(permissionsOfRole);
  }

  /** From now on the role has all that it is allowed, but for these. */
  async withhold(permissions: readonly Permission[]): Promise<void> {
    this.access.setRoles(
      this.whole.map((role) => (role.name === this.role ? withoutPermissions(role, permissions) : role)),
    );
    await sleep(RELOAD_MILLISECONDS);
  }

  /** Whatever it asked for since then, and how that was decided. */
  asked(): Usage[] {
    const { generation, usageFile } = this.access;
    return readUsage(usageFile).filter((usage) => usage.generation === generation && usage.role === this.role);
  }
}

/** Whether a request was refused that the permission would have allowed. */
export function isDenialOf({ action, resource }: Permission, usage: Usage): boolean {
  return (
    usage.decision.endsWith('Deny') && asPattern(action).test(usage.action) && asPattern(resource).test(usage.resource)
  );
}

/** Whether a request was allowed by the permission, and by nothing else. */
export function isUseOf({ action, resource }: Permission, { decision, matches }: Usage): boolean {
  return (
    decision === 'allow' &&
    matches.length > 0 &&
    matches.every((match) => match.action === action && match.resource === resource)
  );
}

function asPattern(text: string): RegExp {
  const escaped = text.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
