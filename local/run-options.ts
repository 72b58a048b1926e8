import type { Selection } from './model/select-flow';
import { type NamedWalkthrough, runsUpkeep, waysOf } from './walkthroughs/walkthrough';

/** What one local run is asked to do. */
export interface RunOptions {
  readonly environment: string;
  /** Undefined runs every pipeline of the environment. */
  readonly pipeline: string | undefined;
  /** The only one that is played, with the part of the environment that it requires; undefined for all of them. */
  readonly walkthrough: string | undefined;
  /** Those that may be played. */
  readonly walkthroughs: readonly NamedWalkthrough[];
  /** Stay up after the proofs, until interrupted. */
  readonly keep: boolean;
  /** Stay up, too, if something failed: for runs that nobody watches. */
  readonly keepOnFailure: boolean;
  /** Prove the pipelines once everything is up. */
  readonly prove: boolean;
  /** What is done to every captured table before its flows are proven; no changes leave it out. */
  readonly workload: { readonly seed: number; readonly changes: number };
  /** Ids of proofs that are left out. */
  readonly skippedProofs: readonly string[];
  /** Seconds between the runs of each job while it stays up; undefined for their own schedules. */
  readonly everySeconds: number | undefined;
  /** Erase what earlier runs cached before starting. */
  readonly fresh: boolean;
  /** Folder of scripts for databases whose tables nobody here makes, see `findData`. */
  readonly dataFolder: string;
  /** Synthesized app to run; undefined synthesizes first. */
  readonly app: string | undefined;
  /** Working copy: holds `node_modules`, `.runtime` and `out`. */
  readonly projectDirectory: string;
  /** Environment variables of the caller. */
  readonly variables: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
  /** Shows what is under way in place of what it showed before; undefined where there is no such place. */
  readonly showLive?: ((text: string) => void) | undefined;
}

/** Walkthroughs and proofs that a run may leave out, since no later one is about what they leave behind. */
export function skippableProofs(walkthroughs: readonly NamedWalkthrough[]): string[] {
  return [
    ...walkthroughs.flatMap((each) => [each.name, ...waysOf(each).flatMap(({ counts }) => counts?.rerun ?? [])]),
    'rerun',
  ];
}

/** What of the environment runs; undefined for all of it. */
export function selectionOf({ pipeline, walkthrough, walkthroughs }: RunOptions): Selection | undefined {
  if (pipeline !== undefined) return { pipeline };
  const only = walkthroughs.find(({ name }) => name === walkthrough);
  return (
    only && {
      walkthrough: only.name,
      requires: waysOf(only).map(({ requires }) => requires),
      ...(runsUpkeep(only) ? { upkeep: true } : {}),
    }
  );
}
