/** A table that is made anew from a view again and again, as its refresh is told of it. */
export interface RefinedDefinition {
  readonly workgroupName: string;
  readonly database: string;
  /** The view that its rows come from. */
  readonly source: string;
  /** What people ask: a view, whose rows are those of the newest refresh that is complete. */
  readonly view: string;
  /** In their order, the one that it is partitioned by last. */
  readonly columns: readonly string[];
  readonly partitionedBy: string;
  readonly bucket: string;
  /** Prefix of the objects of all refreshes, without a trailing slash. */
  readonly prefix: string;
}

/** What a schedule hands over. */
export interface RefreshInput {
  readonly refresh: RefinedDefinition;
  /** When it was due, in UTC, such as `2026-01-02T03:04:05Z`: it is the same however often a refresh is tried. */
  readonly due: string;
}

/** What EventBridge Scheduler puts the time of a call in the place of. */
export const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';

const DUE = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?Z$/;
const TOKEN = /^(\d{4})(\d{2})(\d{2})t(\d{2})(\d{2})(\d{2})z$/;
/** Characters that a token adds to names, its `_` included. */
export const TOKEN_CHARACTERS = 17;

/**
 * What the table of a refresh is called by. The texts' order is that of the times.
 *
 * @throws Error for anything but a time in UTC
 */
export function refreshToken(due: string): string {
  const found = DUE.exec(due);
  if (found === null) {
    throw new Error(`\`due\` must be a time such as 2026-01-02T03:04:05Z, got: ${due}`);
  }
  const [, year, month, day, hour, minute, second] = found;
  return `${year}${month}${day}t${hour}${minute}${second}z`;
}

/** When a refresh was due, in milliseconds since 1970; undefined for what is no token. */
export function dueTime(token: string): number | undefined {
  const found = TOKEN.exec(token);
  if (found === null) {
    return undefined;
  }
  const [year = 0, month = 1, day, hour, minute, second] = found.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Name of the table of one refresh. */
export function tableOf(view: string, token: string): string {
  return `${view}_${token}`;
}

/** The token in the name of a table of one refresh; undefined for any other table. */
export function tokenOf(view: string, table: string): string | undefined {
  const token = table.startsWith(`${view}_`) ? table.slice(view.length + 1) : '';
  return dueTime(token) === undefined ? undefined : token;
}
