import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { judgePermissions, type PermissionVerdict } from '../access/judge-permissions';
import { roleOwners } from '../access/role-owners';
import type { Kind } from '../kinds/kind';
import { readUnownedRoles } from '../model/read-unowned-roles';
import type { RunPaths, RuntimePaths } from '../paths';
import type { ProofLog } from '../proofs/proof-log';
import type { RunOptions } from '../run-options';
import { runsDirectory } from '../session/open-run';
import { type Ending, makeReport, type Planned, type Running } from './make-report';
import { renderPage } from './page/render-page';
import { readVersions } from './read-versions';
import type { ReportedRound, ReportedUpdate } from './report';
import type { StepLog } from './step-log';
import { writeJson, writeText } from './write-report';

const FILE_NAME = 'report.json';
const PAGE_NAME = 'report.html';

export interface PublicationInputs {
  readonly startedAt: Date;
  readonly options: RunOptions;
  readonly paths: RunPaths;
  readonly runtime: RuntimePaths;
  readonly kinds: readonly Kind[];
  readonly steps: StepLog;
  readonly proofs: Pick<ProofLog, 'proofs'>;
}

/** Proofs of what was there at one time. */
export interface Round extends Pick<RunOptions, 'workload' | 'skippedProofs'> {
  readonly startedAt: Date;
  readonly proofs: Pick<ProofLog, 'proofs'>;
}

/** An update as it was asked for. */
export interface FinishedUpdate {
  readonly startedAt: Date;
  readonly exitCode: number;
  readonly lines: readonly string[];
}

/** Writes down what a run is, as often as it changes. */
export class Publication {
  private readonly updates: ReportedUpdate[] = [];
  private planned: Planned | undefined;
  private running: Running | undefined;
  private ending: Ending = {};
  private round: Round;
  private readonly earlier: ReportedRound[] = [];
  private versions: Promise<Record<string, string>> | undefined;

  /** Removes what an earlier run left in the place of the newest report. */
  constructor(private readonly inputs: PublicationInputs) {
    for (const name of [FILE_NAME, PAGE_NAME]) rmSync(join(this.newestDirectory, name), { force: true });
    const { startedAt, proofs, options } = inputs;
    this.round = { startedAt, proofs, workload: options.workload, skippedProofs: options.skippedProofs };
  }

  /** The run's own report, which no other run takes the place of. */
  get file(): string {
    return join(this.inputs.paths.directory, FILE_NAME);
  }

  /** What reports say of the way of changes, as long as not everything is up. */
  setPlanned(planned: Planned): void {
    this.planned = planned;
  }

  /** From now on this is what reports are about. */
  setRunning(running: Running): void {
    this.running = running;
  }

  /**
   * What those have written down until now that decide who may do what.
   *
   * @param proven whether everything that runs was proven, so that each role of it had the occasion to do all that it is for
   */
  permissions(proven: boolean): PermissionVerdict {
    if (this.running === undefined) return { roles: [], problems: [] };
    const { environment, model } = this.running;
    const { connectors, jobs, upkeep, merges } = environment.platform;
    const { bootstraps, checks } = model;
    const models = {
      connectors: connectors.map((each) => each.model),
      jobs: jobs.map((each) => each.model),
      upkeep: upkeep?.model,
      merges: merges.map((each) => each.model),
      bootstraps,
      checks,
    };
    const refreshes = environment.platform.refreshes.map((each) => each.model);
    const { templates, resolver } = environment.session();
    const owners = new Map([
      ...readUnownedRoles(templates, resolver),
      ...roleOwners({ ...models, refreshes }, model.operatorRole),
    ]);
    // A part of the environment gives people no occasion to do all that they may, and roles of other parts none at all.
    const part = environment.selection === undefined ? undefined : roleOwners(models, undefined);
    // It keeps tables of all pipelines, and no proof runs it by itself.
    const idle = part !== undefined || upkeep?.runs.length === 0 ? upkeep?.model.role : undefined;
    const hadOccasion = (role: string): boolean => proven && role !== idle && (part === undefined || part.has(role));
    return judgePermissions(environment.session().access, hadOccasion, owners);
  }

  /** From now on the run is what these proofs say; what was proven before is told as an earlier round. */
  startRound(round: Round): void {
    const { startedAt, proofs } = this.round;
    this.earlier.push({ startedAt: startedAt.toISOString(), passed: this.ending.passed, proofs: proofs.proofs });
    this.round = round;
    this.ending = {};
  }

  /** How the run ended, as far as that is new. */
  async end(ending: Ending): Promise<void> {
    this.ending = { ...this.ending, ...ending };
    await this.publish();
  }

  /** @param update that brought the run to what it is now */
  async publish(update?: FinishedUpdate): Promise<void> {
    const { startedAt, options, steps, runtime, kinds } = this.inputs;
    const { proofs, workload, skippedProofs } = this.round;
    if (update !== undefined) this.updates.push(reported(update));
    // They do not change, and to ask for them takes a process or two; a run that broke may have nobody to ask.
    this.versions ??= readVersions(runtime, kinds).catch(() => ({}));
    const versions = await this.versions;
    const report = makeReport({
      options: this.earlier.length === 0 ? options : { ...options, prove: true, workload, skippedProofs },
      startedAt,
      ending: this.ending,
      proofs: proofs.proofs,
      earlierRounds: this.earlier,
      steps: steps.steps,
      updates: this.updates,
      versions,
      planned: this.planned,
      running: this.running,
      permissions: this.permissions(false).roles,
    });
    const directories = [this.inputs.paths.directory, this.newestDirectory];
    // First what nothing can be wrong with: the page is made of it.
    for (const directory of directories) writeJson(join(directory, FILE_NAME), report);
    const page = renderPage(report);
    for (const directory of directories) writeText(join(directory, PAGE_NAME), page);
  }

  private get newestDirectory(): string {
    return runsDirectory(this.inputs.options.projectDirectory);
  }
}

function reported({ startedAt, exitCode, lines }: FinishedUpdate): ReportedUpdate {
  return {
    startedAt: startedAt.toISOString(),
    seconds: Math.round((Date.now() - startedAt.getTime()) / 100) / 10,
    succeeded: exitCode === 0,
    lines,
  };
}
