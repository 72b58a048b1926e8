import { readFileSync } from 'node:fs';

import { LocalRunError } from '../local-run-error';
import { lastTellingLines, readLogTail } from '../processes/read-log-tail';

/** What Glue answers when as many runs of a job are under way as it may have. */
export class ConcurrentRunsExceededException extends LocalRunError {
  constructor(job: string, maxConcurrentRuns: number) {
    super(`${job}: concurrent runs exceeded: \`MaxConcurrentRuns\` is ${maxConcurrentRuns}, and a run is under way`);
  }
}

/** A run that ended with a failure. */
export class JobFailedError extends LocalRunError {
  constructor(job: string, how: number | NodeJS.Signals, logFile: string) {
    const output = readFileSync(logFile, 'utf8');
    const reason = pythonException(output);
    const telling = lastTellingLines(lastTraceback(output) ?? output);
    super(`${job} failed (${how})${reason === undefined ? '' : `: ${reason}`}; last lines of ${logFile}:\n${telling}`);
  }
}

/** A run that was ended because it took longer than the job's `Timeout`. */
export class JobTimedOutError extends LocalRunError {
  constructor(job: string, minutes: number, logFile: string) {
    super(
      `${job} took longer than its \`Timeout\` of ${minutes} minutes; last lines of ${logFile}:\n${readLogTail(logFile)}`,
    );
  }
}

/** Last of a traceback: the exception's class, which may have a module, and its message. */
const EXCEPTION = /^[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt)\b.*$/gm;

const TRACEBACK = 'Traceback (most recent call last)';

/** The line of a script's output that says which exception ended it. */
export function pythonException(output: string): string | undefined {
  return lastTraceback(output)?.match(EXCEPTION)?.at(-1);
}

/** The output from there on: whatever came before is not what ended the script. */
function lastTraceback(output: string): string | undefined {
  const start = output.lastIndexOf(TRACEBACK);
  return start < 0 ? undefined : output.slice(start);
}
