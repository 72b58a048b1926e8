import type { ProcessHistory } from '../processes/process-history';

/** Something of a run that may fail and can be started again. */
export interface WatchedPart {
  /** No other part of the same history has it. */
  readonly name: string;
  readonly history: ProcessHistory;
  /** What is wrong with it now, a sentence each: nothing where all is well, undefined where nobody can say. */
  readonly failures: () => Promise<readonly string[] | undefined>;
  /** Looks in a row that have to find it failed before it has. */
  readonly looks: number;
  /** Why it cannot be started again; undefined where it can. */
  readonly loss?: string;
  /** Where there is more to read about its failures. */
  readonly logFile: string;
  /** Whether somebody has ended it on purpose. */
  readonly isStopped: () => boolean;
  /** Starts it again, and resolves once it answers; rejects when it does not come back. */
  readonly restart: () => Promise<void>;
}
