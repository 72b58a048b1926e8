import { readFileSync } from 'node:fs';

/** Environment variable by which a process says which run started it. */
export const RUN_VARIABLE = 'TRIBUTARY_RUN';

/** What tells a process from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time in clock ticks after boot, as the kernel counts it. */
  readonly startTicks: string;
}

/** Position of the start time among the fields that follow the command name in `/proc/<pid>/stat`. */
const START_TICKS_FIELD = 19;

/** @returns undefined when no such process runs (one that ended and was not yet collected counts as ended) */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const stat = readOrUndefined(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const startTicks = fields?.[START_TICKS_FIELD];
  return startTicks === undefined || fields?.[0] === 'Z' ? undefined : { pid, startTicks };
}

/** Whether exactly that process still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startTicks === identity.startTicks;
}

/** Whether a process was started by a run: its environment says so. */
export function belongsToRun(pid: number, runId: string): boolean {
  return readOrUndefined(`/proc/${pid}/environ`)?.split('\0').includes(`${RUN_VARIABLE}=${runId}`) ?? false;
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
