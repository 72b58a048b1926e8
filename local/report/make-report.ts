import type { RoleReport } from '../access/permission-report';
import type { EnvironmentTemplates } from '../assembly/environment-templates';
import { coverageOf } from '../kinds/coverage';
import type { PlatformModel } from '../model/platform';
import { readLogTail } from '../processes/read-log-tail';
import type { Proof } from '../proofs/proof';
import type { RunOptions } from '../run-options';
import type { BoundValues } from '../session/bound-values';
import { allJobs, allServers } from '../session/running-platform';
import { partOfRun } from '../update/part-of-run';
import type { RunningEnvironment } from '../update/running-environment';
import { describeFlow } from './describe-flow';
import { describeRunningFlow } from './describe-running-flow';
import type { Flow } from './flow';
import type { Report, ReportedRequest, ReportedRound, ReportedUpdate } from './report';
import type { StepTime } from './step-log';

/** What is to run, once the templates are read. */
export interface Planned {
  readonly templates: EnvironmentTemplates;
  readonly model: PlatformModel;
}

/** What runs, once everything is up. */
export interface Running {
  readonly environment: RunningEnvironment;
  /** That the run came up from. */
  readonly model: PlatformModel;
  readonly bound: BoundValues;
  /** Sentences of walkthroughs that were not here when it came up. */
  readonly absentWalkthroughs: readonly string[];
}

/** How a run ended, or that it has not. */
export interface Ending {
  readonly passed?: boolean;
  readonly error?: string;
  readonly deaths?: readonly string[];
  readonly permissionProblems?: readonly string[];
}

export interface ReportInputs {
  readonly options: RunOptions;
  readonly startedAt: Date;
  readonly ending: Ending;
  readonly proofs: readonly Proof[];
  readonly earlierRounds: readonly ReportedRound[];
  readonly steps: readonly StepTime[];
  readonly updates: readonly ReportedUpdate[];
  readonly versions: Readonly<Record<string, string>>;
  /** Undefined until the templates are read. */
  readonly planned: Planned | undefined;
  /** Undefined until everything is up. */
  readonly running: Running | undefined;
  readonly permissions: readonly RoleReport[];
}

export function makeReport(inputs: ReportInputs): Report {
  const { options, startedAt, ending, proofs, earlierRounds, steps, updates, versions, running, permissions } = inputs;
  return {
    environment: options.environment,
    startedAt: startedAt.toISOString(),
    seconds: Math.round((Date.now() - startedAt.getTime()) / 100) / 10,
    asked: asked(options),
    passed: ending.passed,
    error: ending.error,
    proofs,
    earlierRounds,
    absentWalkthroughs: running?.absentWalkthroughs ?? [],
    deaths: ending.deaths ?? [],
    flow: flowOf(inputs),
    ...(running === undefined ? NOTHING_RUNS : describeRunning(running)),
    permissions,
    permissionProblems: ending.permissionProblems ?? [],
    steps,
    updates,
    versions,
  };
}

function asked({ pipeline, walkthrough, prove, skippedProofs, workload }: RunOptions): ReportedRequest {
  return { pipeline, walkthrough, prove, skippedProofs, workload };
}

function flowOf({ options, planned, running }: ReportInputs): Flow {
  if (running !== undefined) return describeRunningFlow(running.environment, options.walkthroughs);
  return planned === undefined ? { nodes: [], edges: [] } : describeFlow(planned.model, planned.templates);
}

type RunningPart = Pick<Report, 'servers' | 'jobs' | 'bindings' | 'overrides' | 'standIns' | 'coverage'>;

const NOTHING_RUNS: RunningPart = { servers: [], jobs: [], bindings: [], overrides: [], standIns: [], coverage: [] };

function describeRunning({ environment, model, bound }: Running): RunningPart {
  const { platform } = environment;
  const session = environment.session();
  return {
    servers: allServers(platform).map(({ name, kind, host, port, process }) => ({
      name,
      kind,
      host,
      port,
      log: process.logFile,
      logEnd: readLogTail(process.logFile),
      restarts: process.history.restarts().map(({ at, of, cause }) => ({ at: at.toISOString(), of, cause })),
      configuration: platform.connectors.find(({ worker }) => worker.name === name)?.config,
    })),
    jobs: allJobs(platform).map(({ model: { name, pipeline, kind, schedule }, runs }) => ({
      name,
      pipeline,
      kind,
      schedule,
      runs: runs.map(({ logFile, ...run }, index) => ({
        ...run,
        log: logFile,
        ...(index === runs.length - 1 ? { logEnd: readLogTail(logFile) } : {}),
      })),
    })),
    bindings: bound.usedBindings(),
    overrides: session.overrides.list(),
    standIns: session.kinds.flatMap((kind) => kind.standIns?.({ model, platform }) ?? []),
    coverage: coverageOf(session.kinds, session.templates, partOfRun(environment, session.templates)),
  };
}
