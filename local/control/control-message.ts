/** What the command asks a run for. */
export interface ApplyRequest {
  /** Absolute path of the synthesized app. */
  readonly app: string;
  readonly planOnly: boolean;
  readonly force: boolean;
}

/** What a run answers, one JSON value a line: lines to print as they come, and how it ended. */
export type ControlMessage = { readonly line: string } | { readonly exitCode: number };

export const APPLY_PATH = '/apply';
