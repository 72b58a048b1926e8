/** What is left of a run of the function for its last request and its answer. */
const RESERVE_MS = 30_000;
/** Where nobody says how long it may run. */
const DEFAULT_TIME_MS = 15 * 60_000;

/** What Lambda tells a function of its run. */
export interface RunContext {
  getRemainingTimeInMillis(): number;
}

/** Milliseconds that statements may take. */
export function timeLeft(context: RunContext | undefined): number {
  return (context?.getRemainingTimeInMillis() ?? DEFAULT_TIME_MS) - RESERVE_MS;
}
