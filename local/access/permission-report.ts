import { HARMLESS_DENIALS, UNUSED_ON_PURPOSE } from './known-permissions';
import type { RoleAccess, Statement } from './read-roles';
import type { Usage } from './read-usage';

/** One action on one resource, as a statement of the template allows it. */
export interface Permission {
  readonly action: string;
  /** As it is written, wildcards and all. */
  readonly resource: string;
}

export interface ReportedPermission extends Permission {
  readonly used: boolean;
  /** Why it is there although a run may do without it. */
  readonly reason?: string;
}

export interface ReportedDenial extends Permission {
  /** Why nothing is amiss. */
  readonly harmless?: string;
}

/** What one role may do, and what it did. */
export interface RoleReport {
  readonly role: string;
  /** Whose it is, as people know it, such as `capture salesdb`; the role's name where nobody is known to have it. */
  readonly of: string;
  readonly permissions: readonly ReportedPermission[];
  readonly denials: readonly ReportedDenial[];
}

/**
 * Compares what roles may do with what they asked for. Roles that may do nothing here, and asked for nothing, are left out.
 *
 * @param owners who has a role, by its name
 */
export function permissionReport(
  roles: readonly RoleAccess[],
  usage: readonly Usage[],
  owners: ReadonlyMap<string, string>,
): RoleReport[] {
  return roles
    .map(({ name, statements }): RoleReport => {
      const asked = usage.filter(({ role }) => role === name);
      const of = owners.get(name) ?? name;
      return {
        role: name,
        of,
        permissions: statements.flatMap(permissionsOf).map((permission) => reported(permission, of, asked)),
        denials: denials(asked),
      };
    })
    .filter(({ permissions, denials: refused }) => permissions.length + refused.length > 0);
}

/** What a statement allows; what it denies is no permission. */
export function permissionsOf(statement: Statement): Permission[] {
  if (statement.Effect !== 'Allow') return [];
  const actions = texts(statement, 'Action');
  return actions.flatMap((action) => texts(statement, 'Resource').map((resource) => ({ action, resource })));
}

/** Texts of a member or of its negation, in the form in which the broker writes down what matched. */
function texts(statement: Statement, member: 'Action' | 'Resource'): string[] {
  const negated = statement[`Not${member}`];
  return negated === undefined
    ? ([statement[member]].flat() as string[])
    : [`Not${member} ${[negated].flat().join(', ')}`];
}

function reported({ action, resource }: Permission, of: string, asked: readonly Usage[]): ReportedPermission {
  const used = asked.some(
    ({ decision, matches }) =>
      decision === 'allow' && matches.some((match) => match.action === action && match.resource === resource),
  );
  const known = unusedOnPurpose({ action, resource }, of);
  return { action, resource, used, ...(known === undefined ? {} : { reason: known.reason }) };
}

/**
 * What says why nothing in a run asks for what is allowed; undefined where something does.
 *
 * @param of whose permission it is
 */
export function unusedOnPurpose(
  { action, resource }: Permission,
  of: string,
): (typeof UNUSED_ON_PURPOSE)[number] | undefined {
  return UNUSED_ON_PURPOSE.find(
    (each) => isOf(each.of, of) && each.action.test(action) && each.resource.test(shortArn(resource)),
  );
}

function isOf(whose: string | RegExp | undefined, of: string): boolean {
  return whose === undefined || (typeof whose === 'string' ? whose === of : whose.test(of));
}

function denials(asked: readonly Usage[]): ReportedDenial[] {
  return asked
    .filter(({ decision }) => decision === 'implicitDeny' || decision === 'explicitDeny')
    .map(({ action, resource }) => {
      const known = HARMLESS_DENIALS.find((each) => each.action.test(action) && each.resource.test(shortArn(resource)));
      return { action, resource, ...(known === undefined ? {} : { harmless: known.reason }) };
    });
}

/** Kind and name of what an ARN of MSK is about, such as `topic/orders`; a cluster has no name of its own here. Others stay whole. */
export function shortArn(arn: string): string {
  const [, kind, name] = /^arn:[^:]*:kafka:[^/]*:([a-z-]+)\/[^/]+\/[^/]+(?:\/(.*))?$/.exec(arn) ?? [];
  if (kind === undefined) return arn;
  return name === undefined ? kind : `${kind}/${name}`;
}

/**
 * What must not be: refusals that are not known to be harmless, and what a role may do and never did, without a reason.
 *
 * @param hadOccasion whether a role had the occasion to do all that it is for
 * @returns a line for each
 */
export function permissionProblems(report: readonly RoleReport[], hadOccasion: (role: string) => boolean): string[] {
  return report.flatMap(({ role, of, permissions, denials: refused }) => {
    const who = of === role ? role : `${of} (role ${role})`;
    return [
      ...refused
        .filter(({ harmless }) => harmless === undefined)
        .map(({ action, resource }) => `${who} was denied ${action} on ${resource}`),
      ...permissions
        .filter(({ used, reason }) => hadOccasion(role) && !used && reason === undefined)
        .map(({ action, resource }) => `${who} may ${action} on ${resource}, and never did`),
    ];
  });
}

/** A line for each role that did something, or one for all of them where there is no problem. */
export function summarizePermissions(report: readonly RoleReport[], problems: readonly string[]): string[] {
  const active = report.filter(
    ({ permissions, denials: refused }) => refused.length > 0 || permissions.some(({ used }) => used),
  );
  const counts = active.map(({ of, permissions, denials: refused }) => ({
    of,
    used: permissions.filter((permission) => permission.used).length,
    all: permissions.length,
    denied: refused.length,
  }));
  if (problems.length > 0) {
    return counts.map(
      ({ of, used, all, denied }) => `${of}: ${used} of ${all} permissions used, ${denied} requests denied`,
    );
  }
  if (counts.length === 0) return [];
  const sum = (key: 'used' | 'all'): number => counts.reduce((total, count) => total + count[key], 0);
  const names = counts.map(({ of }) => of).sort();
  return [`✓ roles: ${names.join(', ')} used ${sum('used')} of ${sum('all')} permissions, none amiss`];
}
