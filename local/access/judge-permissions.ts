import type { BrokerAccess } from './broker-access';
import { permissionProblems, permissionReport, type RoleReport } from './permission-report';
import { IncompleteUsageError, readUsage } from './read-usage';

/** What roles may do and did, and what of it must not be. */
export interface PermissionVerdict {
  readonly roles: readonly RoleReport[];
  /** A line each. */
  readonly problems: readonly string[];
}

/**
 * Judges what the broker has written down until now.
 *
 * @param hadOccasion whether a role had the occasion to do all that it is for
 * @param owners who has a role, by its name
 */
export function judgePermissions(
  { roles, usageFile }: BrokerAccess,
  hadOccasion: (role: string) => boolean,
  owners: ReadonlyMap<string, string>,
): PermissionVerdict {
  try {
    const report = permissionReport(roles, readUsage(usageFile), owners);
    return { roles: report, problems: permissionProblems(report, hadOccasion) };
  } catch (error) {
    if (!(error instanceof IncompleteUsageError)) throw error;
    return { roles: [], problems: [error.message] };
  }
}
