import { join, relative } from 'node:path';

import type { ApplyRequest, ProveRequest } from '../control/control-message';
import { openControl } from '../control/open-control';
import { Timetable } from '../jobs/timetable';
import { verbsOf } from '../kinds/kind';
import { errorText } from '../local-run-error';
import type { RunPaths } from '../paths';
import type { Interruption } from '../processes/interruption';
import { describeFindings, EXIT_CODES, hasPassed } from '../report/verdict';
import { endpointsFile, writeEndpoints } from '../report/write-endpoints';
import type { RunOptions } from '../run-options';
import { applyUpdate } from '../update/apply-update';
import { answerCommand, type Commanded } from './answer-command';
import { type KeptRun, type ProofRound, proveKeptRun } from './prove-kept-run';
import { tryNext } from './try-next';

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
  const changes = new Changes(kept, options, paths, timetable);
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
    apply: (request, toCommand) => changes.apply(request, toCommand),
    prove: (request, toCommand) => changes.prove(request, toCommand),
    isProving: () => changes.isProving,
    show: (line) => {
      if (!changes.isOver) print(line);
    },
    publish: async () => {
      if (!changes.isOver) await publication.publish();
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
    changes.close();
    await control.close();
  }
}

/** Updates and proofs of one run, one at a time. */
class Changes {
  private underWay: string | undefined;
  private round: ProofRound | undefined;
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

  get isProving(): boolean {
    return this.round !== undefined;
  }

  /** What is under way ends with the servers; nobody is told. */
  close(): void {
    this.isClosed = true;
    this.round?.close();
  }

  /** @returns the exit code of the command that asked for it */
  apply(request: ApplyRequest, print: (line: string) => void): Promise<number> {
    return this.alone('another update', print, () =>
      request.planOnly ? this.run(request, print) : this.runAndPublish(request, print),
    );
  }

  /** @returns the exit code of the command that asked for it */
  prove(request: ProveRequest, print: (line: string) => void): Promise<number> {
    return this.alone('a round of proofs', print, async () => {
      this.timetable.stop();
      try {
        this.round = proveKeptRun(this.kept, request, (line) => this.tell(print, line));
        return (await this.round.passed) ? EXIT_CODES.passed : EXIT_CODES.notPassed;
      } finally {
        this.round = undefined;
        if (!this.isClosed) this.timetable.follow();
      }
    });
  }

  private async alone(what: string, print: (line: string) => void, work: () => Promise<number>): Promise<number> {
    if (this.underWay !== undefined) {
      print(`${this.underWay} is under way`);
      return EXIT_CODES.notPassed;
    }
    this.underWay = what;
    try {
      return await work();
    } finally {
      this.underWay = undefined;
    }
  }

  private tell(print: (line: string) => void, line: string): void {
    if (this.isClosed) return;
    print(line);
    this.options.print(line);
  }

  private async runAndPublish(request: ApplyRequest, print: (line: string) => void): Promise<number> {
    const startedAt = new Date();
    const lines: string[] = [];
    const exitCode = await this.run(request, (line) => {
      lines.push(line);
      this.tell(print, line);
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
      await applyUpdate(
        this.kept.running,
        verbsOf(this.kept.running.session().kinds),
        { ...request, print },
        directory,
      );
      return 0;
    } catch (error) {
      for (const line of errorText(error).split('\n')) print(line);
      return 1;
    }
  }
}
