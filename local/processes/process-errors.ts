import { LocalRunError } from '../local-run-error';

/** A process that ended although it was needed. */
export class ProcessEndedError extends LocalRunError {
  constructor(
    readonly processName: string,
    how: string,
    readonly logFile: string,
    readonly logTail: string,
  ) {
    super(`${processName} ended (${how}); last lines of ${logFile}:\n${logTail}`);
  }
}

/** A server that runs but does not answer. */
export class NotReadyError extends LocalRunError {
  constructor(what: string, seconds: number, logFile: string, lastProblem: unknown) {
    super(`${what} was not ready within ${seconds} s; its log: ${logFile}`, { cause: lastProblem });
  }
}

/** The run was asked to stop; whatever was under way ends with this. */
export class StoppingError extends LocalRunError {}
