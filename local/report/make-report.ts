import { permissionReport } from '../access/permission-report';
import { readUsage } from '../access/read-usage';
import type { PlatformModel } from '../model/platform';
import { allServers, type RunningPlatform } from '../platform';
import type { Proof } from '../proofs/proof';
import type { Session } from '../session';
import { describeStandIns, unprovenTypes } from './describe-stand-ins';
import { readVersions } from './read-versions';
import type { Report, ReportedUpdate } from './report';

export interface ReportInputs {
  readonly startedAt: Date;
  readonly proofs: readonly Proof[];
  readonly platform: RunningPlatform;
  readonly model: PlatformModel;
  readonly session: Session;
  readonly bindings: readonly string[];
  readonly updates: readonly ReportedUpdate[];
}

export async function makeReport(inputs: ReportInputs): Promise<Report> {
  const { startedAt, proofs, platform, model, session, bindings, updates } = inputs;
  return {
    environment: model.environment,
    startedAt: startedAt.toISOString(),
    seconds: Math.round((Date.now() - startedAt.getTime()) / 100) / 10,
    proofs,
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
    bindings,
    overrides: session.overrides.list(),
    permissions: permissionReport(session.access.roles, readUsage(session.access.usageFile)),
    standIns: describeStandIns(model, platform),
    unproven: unprovenTypes(session.templates),
    steps: session.steps.steps,
    updates,
    versions: await readVersions(session.runtime),
  };
}
