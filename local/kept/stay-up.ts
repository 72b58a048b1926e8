import { join, relative } from 'node:path';

import type { ApplyRequest } from '../control/control-message';
import { openControl } from '../control/open-control';
import { Timetable } from '../jobs/timetable';
import { errorText } from '../local-run-error';
import type { RunPaths } from '../paths';
import type { Interruption } from '../processes/interruption';
import type { Publication } from '../report/publish-run';
import type { RunFindings } from '../report/run-findings';
import { describeFindings, hasPassed } from '../report/verdict';
import { endpointsFile, writeEndpoints } from '../report/write-endpoints';
import type { RunOptions } from '../run-options';
import { applyUpdate } from '../update/apply-update';
import { EXECUTORS } from '../update/executors';
import type { RunningEnvironment } from '../update/running-environment';
import { answerCommand, type Commanded } from './answer-command';
import { tryNext } from './try-next';

/** A run whose proofs are over. */
export interface KeptRun {
  readonly running: RunningEnvironment;
  readonly publication: Publication;
  readonly findings: RunFindings;
}

/** Keeps a run up until it is interrupted or told to stop, and lets it be asked and changed meanwhile. */
export async function stayUp(
  kept: KeptRun,
  options: RunOptions,
  paths: RunPaths,
  interruption: Interruption,
): Promise<void> {
  const { running, publication, findings } = kept;
  const { print } = options;
  const timetable = new Timetable(running, options);
  const updates = new Updates(kept, options, paths, timetable);
  let stop = (): void => {};
  const stopCommand = new Promise<string>((resolve) => {
    stop = () => resolve('npm run local:stop');
  });
  const commanded: Commanded = {
    running,
    verdict: () => {
      const found = findings.now();
      return `run ${paths.runId} (${running.environment}) ${hasPassed(found) ? 'passed' : 'did not pass'}: ${describeFindings(found)}`;
    },
    apply: (request, toCommand) => updates.apply(request, toCommand),
    show: (line) => {
      if (!updates.isOver) print(line);
    },
    publish: async () => {
      if (!updates.isOver) await publication.publish();
    },
    stop: () => stop(),
  };
  const control = await openControl({
    runId: paths.runId,
    environment: running.environment,
    directory: paths.directory,
    answer: (request, toCommand) => answerCommand(commanded, request, toCommand),
  });
  timetable.follow();
  try {
    const found = findings.now();
    if (!hasPassed(found)) print(`✗ not passed (${describeFindings(found)}); it stays up to be looked at`);
    for (const line of tryNext(running.platform)) print(line);
    const endpoints = relative(options.projectDirectory, endpointsFile(options.projectDirectory));
    print(`everything stays up until Ctrl-C or \`npm run local:stop\`; endpoints: ${endpoints}`);
    print(`stopping, for ${await Promise.race([interruption.signal, stopCommand])} …`);
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

  /** The run has ended, or is about to. */
  get isOver(): boolean {
    return this.isClosed;
  }

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
