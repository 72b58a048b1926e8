import type { WorkloadOrder } from '../proofs/captured/prove-workload';

/** What `npm run local:apply` asks a run for. */
export interface ApplyRequest {
  /** Absolute path of the synthesized app. */
  readonly app: string;
  readonly planOnly: boolean;
  readonly force: boolean;
}

/** What `npm run local:prove` asks a run for. */
export interface ProveRequest {
  readonly workload: WorkloadOrder;
  readonly skipped: readonly string[];
}

/** What a command asks a run for. */
export type ControlRequest =
  | ({ readonly command: 'apply' } & ApplyRequest)
  /** Runs a job now; it is named as it is, or by its pipeline. */
  | { readonly command: 'job'; readonly name: string }
  /** An item of DynamoDB; values are those of the table's key. */
  | { readonly command: 'item'; readonly table: string; readonly key: readonly string[] }
  | { readonly command: 'status' }
  /** The end of the log of a server, a connector or a job; undefined for what there is. */
  | { readonly command: 'logs'; readonly part: string | undefined }
  /** Proves again what there is now, before and, where there are changes, after a workload; ids of proofs are left out. */
  | ({ readonly command: 'prove' } & ProveRequest)
  | { readonly command: 'stop' };

/** What a run answers, one JSON value a line: lines to print as they come, and how it ended; empty lines between them. */
export type ControlMessage = { readonly line: string } | { readonly exitCode: number };

export const CONTROL_PATH = '/command';
