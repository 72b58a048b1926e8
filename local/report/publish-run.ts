import { join } from 'node:path';

import type { BoundValues } from '../bindings';
import type { PlatformModel } from '../model/platform';
import { runsDirectory } from '../open-run';
import type { RunPaths } from '../paths';
import type { Proof } from '../proofs/proof';
import type { RunOptions } from '../run-options';
import type { RunningEnvironment } from '../update/running-environment';
import { makeReport } from './make-report';
import type { ReportedUpdate } from './report';
import { writeEndpoints } from './write-endpoints';
import { writeJson } from './write-report';

export interface PublicationInputs {
  readonly startedAt: Date;
  readonly options: RunOptions;
  readonly paths: RunPaths;
  /** That the run came up from. */
  readonly model: PlatformModel;
  readonly bound: BoundValues;
  readonly proofs: readonly Proof[];
}

/** An update as it was asked for. */
export interface FinishedUpdate {
  readonly startedAt: Date;
  readonly exitCode: number;
  readonly lines: readonly string[];
}

/** Writes down what a run is, as often as it changes: its report, and how to reach its servers. */
export class Publication {
  private readonly updates: ReportedUpdate[] = [];
  private isClosed = false;

  constructor(private readonly inputs: PublicationInputs) {}

  /** Writes nothing any more. */
  close(): void {
    this.isClosed = true;
  }

  /** @param update that brought the run to what it is now */
  async publish(running: RunningEnvironment, update?: FinishedUpdate): Promise<void> {
    const { startedAt, options, paths, model, bound, proofs } = this.inputs;
    if (update !== undefined) this.updates.push(reported(update));
    const { platform } = running;
    const session = running.session();
    const report = await makeReport({
      startedAt,
      proofs,
      platform,
      model,
      session,
      bindings: bound.usedBindings(),
      updates: this.updates,
    });
    // The run may have been stopped meanwhile, and what it wrote is being removed.
    if (this.isClosed) return;
    writeJson(join(paths.directory, 'report.json'), report);
    writeJson(join(runsDirectory(options.projectDirectory), 'report.json'), report);
    if (options.keep) writeEndpoints(options.projectDirectory, paths.runId, options.environment, platform);
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
