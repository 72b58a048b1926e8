import type { Duration } from 'aws-cdk-lib';

/** What is said of a job of Glue whose runs come to an end. */
export interface JobOptions {
  /** Time between the starts of two runs: at least 5 minutes, and a divisor of an hour or of a day. */
  readonly every: Duration;
  /** A run that takes longer is ended; the next one goes on. */
  readonly timeout: Duration;
  readonly workerType: JobWorkerType;
  /** Workers of a run, its driver among them. */
  readonly workers: number;
}

/** Glue's workers: 4, 8, 16 and 32 processors, with 4 GB of memory each. */
export type JobWorkerType = 'G.1X' | 'G.2X' | 'G.4X' | 'G.8X';
