import type { RoleReport } from '../access/permission-report';
import type { TypeCoverage } from '../kinds/coverage';
import type { Proof } from '../proofs/proof';
import type { RunOptions } from '../run-options';
import type { Flow } from './flow';
import type { StepTime } from './step-log';

/** One time that a server, or a connector on it, was started again by the run itself. */
export interface ReportedRestart {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Name of the server, or `connector <name>`. */
  readonly of: string;
  readonly cause: string;
}

export interface ReportedServer {
  readonly name: string;
  readonly kind: string;
  readonly host: string;
  readonly port: number;
  readonly log: string;
  /** Its last lines; empty where there is none. */
  readonly logEnd: string;
  /** In their order, also of a connector that it runs. */
  readonly restarts: readonly ReportedRestart[];
  /** Of a Connect worker: what its connector runs with, read back from it; secrets as references. */
  readonly configuration?: Readonly<Record<string, string>>;
}

/** A job, and how it ran. */
export interface ReportedJob {
  readonly name: string;
  readonly pipeline: string;
  readonly kind: 'batch' | 'streaming';
  /** AWS cron expression, in UTC; undefined where nothing starts it by the clock. */
  readonly schedule: string | undefined;
  readonly runs: readonly {
    /** As the script was given them. */
    readonly arguments: Readonly<Record<string, string>>;
    readonly seconds: number;
    /** JSON lines that it printed. */
    readonly reports: readonly Readonly<Record<string, unknown>>[];
    readonly log: string;
    /** Its last lines, of the newest run; those of older ones are in their files. */
    readonly logEnd?: string;
  }[];
}

/** What a run was asked to do. */
export type ReportedRequest = Pick<RunOptions, 'pipeline' | 'walkthrough' | 'prove' | 'skippedProofs' | 'workload'>;

/** One `npm run local:apply`. */
export interface ReportedUpdate {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly succeeded: boolean;
  /** What it printed: the plan, its steps, and why it stopped. */
  readonly lines: readonly string[];
}

/** Proofs that others have taken the place of. */
export interface ReportedRound {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Left out where it came to no end. */
  readonly passed?: boolean;
  readonly proofs: readonly Proof[];
}

/** What a run says of itself, in `out/local/report.json`; `report.html` beside it shows the same. Written again with each proof; lists are empty until it is up. */
export interface Report {
  readonly environment: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly asked: ReportedRequest;
  /** Left out while the run is under way. */
  readonly passed?: boolean;
  /** What ended the run before it was over. */
  readonly error?: string;
  /** Of the newest round, by their ids: what is true now. */
  readonly proofs: readonly Proof[];
  /** What was proven before, the newest last; none unless `npm run local:prove` proved again. */
  readonly earlierRounds: readonly ReportedRound[];
  /** A sentence for each walkthrough whose tables, targets or queries are not here: it proves nothing, and nothing is wrong. */
  readonly absentWalkthroughs: readonly string[];
  /** Servers, connectors and tasks that are lost for good, and why. */
  readonly deaths: readonly string[];
  /** Nothing until the templates are read; without servers until everything is up. */
  readonly flow: Flow;
  readonly servers: readonly ReportedServer[];
  readonly jobs: readonly ReportedJob[];
  /** `<resource type>.<attribute>` that the run gave a local value to. */
  readonly bindings: readonly string[];
  readonly overrides: readonly { readonly key: string; readonly reason: string }[];
  /** What roles of the templates may do in the cluster, what of it they did, and what they were denied. */
  readonly permissions: readonly RoleReport[];
  /** What of it must not be, a line each; known once the proofs are over. */
  readonly permissionProblems: readonly string[];
  /** What stood in for what. */
  readonly standIns: readonly { readonly deployed: string; readonly local: string }[];
  /** What the run shows of each resource type of the templates. */
  readonly coverage: readonly TypeCoverage[];
  readonly steps: readonly StepTime[];
  /** What changed the run while it stayed up; servers, bindings and overrides are those of now. */
  readonly updates: readonly ReportedUpdate[];
  readonly versions: Readonly<Record<string, string>>;
}
