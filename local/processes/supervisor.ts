import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { onExit } from 'signal-exit';

import { endProcessGroups, signalGroup } from './end-process-group';
import { ProcessEndedError, StoppingError } from './process-errors';
import { ProcessHistory } from './process-history';
import { identifyProcess, type ProcessIdentity, RUN_VARIABLE } from './process-identity';
import { removeRegistry, writeRegistry } from './process-registry';
import { readLogTail } from './read-log-tail';

/** How long processes get to end by themselves. Their data goes with the run, so nothing is lost by a kill. */
const GRACE_SECONDS = 2;

export interface ProcessSpec {
  /** Unique within the run; also the name of its log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the process, beside the mark of the run. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

/** One start of a process. */
interface ProcessStart {
  readonly pid: number;
  /** The exit code, or the signal's name; never rejects. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Set as soon as the process has ended. */
  endedWith(): number | NodeJS.Signals | undefined;
}

/** A process, which stays one and the same when it is started again: `pid` and ends are those of its newest start. */
export interface RunningProcess extends ProcessStart {
  readonly name: string;
  readonly logFile: string;
  readonly history: ProcessHistory;
  /** What to throw when its end is a failure. */
  failure(): ProcessEndedError;
  /** @param graceSeconds how long it gets to end by itself before it is killed. @default GRACE_SECONDS */
  stop(graceSeconds?: number): Promise<void>;
  /** Whether its end was asked for. */
  isStopped(): boolean;
  /**
   * Starts it again after it has ended: the same command, environment, folder and log.
   *
   * @throws StoppingError when its end, or that of the run, was asked for
   */
  restart(): void;
}

/**
 * Starts the processes of one run, each in its own group with its own log, and ends all of them: on request, and on any
 * end of this process that leaves time for it. What a kill leaves behind stands in the run's registry.
 */
export class Supervisor {
  private readonly children = new Map<number, ProcessIdentity & { readonly name: string }>();
  private readonly owner: ProcessIdentity;
  private readonly forgetExitHook: () => void;
  private stopping = false;

  /** @param runDirectory holds the registry and `logs/`; made when missing */
  constructor(
    readonly runId: string,
    private readonly runDirectory: string,
  ) {
    mkdirSync(join(runDirectory, 'logs'), { recursive: true });
    this.owner = identifyProcess(process.pid) ?? { pid: process.pid, startTicks: 'unknown' };
    this.register();
    this.forgetExitHook = onExit(() => {
      for (const pid of this.children.keys()) signalGroup(pid, 'SIGKILL');
    });
  }

  /** @throws StoppingError once the run is being stopped */
  start(spec: ProcessSpec): RunningProcess {
    const { name } = spec;
    const logFile = join(this.runDirectory, 'logs', `${name}.log`);
    let newest = this.launch(spec, logFile);
    let isStopped = false;
    return {
      name,
      logFile,
      history: new ProcessHistory(),
      get pid() {
        return newest.pid;
      },
      get ended() {
        return newest.ended;
      },
      endedWith: () => newest.endedWith(),
      failure: () => new ProcessEndedError(name, describeEnd(newest.endedWith()), logFile, readLogTail(logFile)),
      stop: async (graceSeconds = GRACE_SECONDS) => {
        isStopped = true;
        if (newest.endedWith() === undefined) await endProcessGroups([newest.pid], graceSeconds);
      },
      isStopped: () => isStopped,
      restart: () => {
        if (isStopped) throw new StoppingError(`${name} was not started again: it is to be stopped`);
        if (newest.endedWith() === undefined) throw new Error(`${name} must have ended before it is started again`);
        newest = this.launch(spec, logFile);
      },
    };
  }

  /** Ends every process of the run, and lets none start any more. */
  async stopAll(): Promise<void> {
    this.stopping = true;
    await endProcessGroups([...this.children.keys()], GRACE_SECONDS);
    this.children.clear();
    this.forgetExitHook();
    removeRegistry(this.runDirectory);
  }

  private launch({ name, command, args, env, cwd }: ProcessSpec, logFile: string): ProcessStart {
    if (this.stopping) throw new StoppingError(`${name} was not started: the run is being stopped`);
    const log = openSync(logFile, 'a');
    const child = spawn(command, args, {
      cwd,
      env: { ...env, [RUN_VARIABLE]: this.runId },
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    return this.adopt(name, child);
  }

  private adopt(name: string, child: ChildProcess): ProcessStart {
    let endedWith: number | NodeJS.Signals | undefined;
    const pid = child.pid ?? -1;
    const ended = new Promise<number | NodeJS.Signals>((resolve) => {
      const settle = (how: number | NodeJS.Signals): void => {
        endedWith = how;
        this.release(pid);
        resolve(how);
      };
      child.once('exit', (code, signal) => settle(code ?? signal ?? 'SIGKILL'));
      child.once('error', () => settle(127));
    });
    const identity = child.pid === undefined ? undefined : identifyProcess(child.pid);
    if (identity !== undefined) {
      this.children.set(pid, { ...identity, name });
      this.register();
    }
    return { pid, ended, endedWith: () => endedWith };
  }

  /** A group may outlive its leader: what is left of it is ended with the leader. */
  private release(pid: number): void {
    if (!this.children.delete(pid)) return;
    signalGroup(pid, 'SIGKILL');
    if (!this.stopping) this.register();
  }

  private register(): void {
    writeRegistry(this.runDirectory, { runId: this.runId, owner: this.owner, processes: [...this.children.values()] });
  }
}

function describeEnd(endedWith: number | NodeJS.Signals | undefined): string {
  return typeof endedWith === 'number' ? `exit code ${endedWith}` : `signal ${endedWith}`;
}
