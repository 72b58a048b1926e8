import { join } from 'node:path';

import type { ApplyRequest } from './control/control-message';
import { openControl } from './control/open-control';
import { Timetable } from './jobs/timetable';
import { errorText } from './local-run-error';
import type { RunPaths } from './paths';
import type { Interruption } from './processes/interruption';
import type { Publication } from './report/publish-run';
import type { Findings } from './report/verdict';
import { endpointsFile, writeEndpoints } from './report/write-endpoints';
import type { RunOptions } from './run-options';
import { applyUpdate } from './update/apply-update';
import { EXECUTORS } from './update/executors';
import type { RunningEnvironment } from './update/running-environment';

/** A run whose proofs are over. */
export interface KeptRun {
  readonly running: RunningEnvironment;
  readonly publication: Publication;
  readonly findings: Findings;
}

/** Keeps a run up until it is interrupted, and lets it be changed meanwhile. */
export async function stayUp(
  kept: KeptRun,
  options: RunOptions,
  paths: RunPaths,
  interruption: Interruption,
): Promise<void> {
  const timetable = new Timetable(kept.running, options);
  const updates = new Updates(kept, options, paths, timetable);
  const control = await openControl({
    runId: paths.runId,
    environment: kept.running.environment,
    directory: paths.directory,
    apply: (request, print) => updates.apply(request, print),
  });
  timetable.follow();
  try {
    options.print('`npm run local:apply` brings everything to what the app says then');
    options.print(`everything stays up until Ctrl-C; endpoints: ${endpointsFile(options.projectDirectory)}`);
    await interruption.signal;
    options.print('stopping …');
  } finally {
    timetable.stop();
    updates.close();
    await control.close();
  }
}

/** The updates of one run, one at a time. */
class Updates {
  private isUnderWay = false;
  private isClosed = false;
  private count = 0;

  constructor(
    private readonly kept: KeptRun,
    private readonly options: RunOptions,
    private readonly paths: RunPaths,
    private readonly timetable: Timetable,
  ) {}

  /** What is under way ends with the servers; nobody is told. */
  close(): void {
    this.isClosed = true;
  }

  /** @returns the exit code of the command that asked for it */
  async apply(request: ApplyRequest, print: (line: string) => void): Promise<number> {
    if (this.isUnderWay) {
      print('another update is under way');
      return 1;
    }
    this.isUnderWay = true;
    try {
      return request.planOnly ? await this.run(request, print) : await this.runAndPublish(request, print);
    } finally {
      this.isUnderWay = false;
    }
  }

  private async runAndPublish(request: ApplyRequest, print: (line: string) => void): Promise<number> {
    const startedAt = new Date();
    const lines: string[] = [];
    const exitCode = await this.run(request, (line) => {
      lines.push(line);
      if (this.isClosed) return;
      print(line);
      this.options.print(line);
    });
    // The run may have been stopped meanwhile, and what it wrote is being removed.
    if (this.isClosed) return exitCode;
    this.timetable.follow();
    const { running, publication } = this.kept;
    writeEndpoints(this.options.projectDirectory, this.paths.runId, running.environment, running.platform);
    await publication.publish({ startedAt, exitCode, lines });
    return exitCode;
  }

  private async run(request: ApplyRequest, print: (line: string) => void): Promise<number> {
    this.count += 1;
    const directory = join(this.paths.data, 'assemblies', String(this.count));
    try {
      await applyUpdate(this.kept.running, EXECUTORS, { ...request, print }, directory);
      return 0;
    } catch (error) {
      for (const line of errorText(error).split('\n')) print(line);
      return 1;
    }
  }
}
