import type { RoleReport } from '../access/permission-report';
import type { BoundValues } from '../bindings';
import type { PlatformModel } from '../model/platform';
import { allServers } from '../platform';
import type { Proof } from '../proofs/proof';
import type { RunningEnvironment } from '../update/running-environment';
import { describeStandIns, unprovenTypes } from './describe-stand-ins';
import type { Report, ReportedUpdate } from './report';
import type { StepTime } from './step-log';

/** What runs, once everything is up. */
export interface Running {
  readonly environment: RunningEnvironment;
  /** That the run came up from. */
  readonly model: PlatformModel;
  readonly bound: BoundValues;
}

/** How a run ended, or that it has not. */
export interface Ending {
  readonly passed?: boolean;
  readonly error?: string;
  readonly deaths?: readonly string[];
  readonly permissionProblems?: readonly string[];
}

export interface ReportInputs {
  readonly environment: string;
  readonly startedAt: Date;
  readonly ending: Ending;
  readonly proofs: readonly Proof[];
  readonly steps: readonly StepTime[];
  readonly updates: readonly ReportedUpdate[];
  readonly versions: Readonly<Record<string, string>>;
  /** Undefined until everything is up. */
  readonly running: Running | undefined;
  readonly permissions: readonly RoleReport[];
}

export function makeReport(inputs: ReportInputs): Report {
  const { environment, startedAt, ending, proofs, steps, updates, versions, running, permissions } = inputs;
  return {
    environment,
    startedAt: startedAt.toISOString(),
    seconds: Math.round((Date.now() - startedAt.getTime()) / 100) / 10,
    passed: ending.passed,
    error: ending.error,
    proofs,
    deaths: ending.deaths ?? [],
    ...(running === undefined ? NOTHING_RUNS : describeRunning(running)),
    permissions,
    permissionProblems: ending.permissionProblems ?? [],
    steps,
    updates,
    versions,
  };
}

type RunningPart = Pick<Report, 'servers' | 'jobs' | 'bindings' | 'overrides' | 'standIns' | 'unproven'>;

const NOTHING_RUNS: RunningPart = { servers: [], jobs: [], bindings: [], overrides: [], standIns: [], unproven: [] };

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
      configuration: platform.connectors.find(({ worker }) => worker.name === name)?.config,
    })),
    jobs: platform.jobs.map(({ model: { name, kind, schedule }, runs }) => ({
      name,
      kind,
      schedule,
      runs: runs.map(({ logFile, ...run }) => ({ ...run, log: logFile })),
    })),
    bindings: bound.usedBindings(),
    overrides: session.overrides.list(),
    standIns: describeStandIns(model, platform),
    unproven: unprovenTypes(session.templates),
  };
}
