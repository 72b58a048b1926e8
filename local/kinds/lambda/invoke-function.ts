import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { LocalRunError } from '../../local-run-error';
import type { Supervisor } from '../../processes/supervisor';

/** A function that answered with an error, or not at all. */
export class FunctionError extends LocalRunError {
  /** @param logFile of what the function printed */
  constructor(
    message: string,
    readonly logFile: string,
  ) {
    super(message);
  }
}

export interface FunctionCall {
  /** Unique within the run. */
  readonly name: string;
  readonly codeDirectory: string;
  /** As in the template, e.g. `index.handler`. */
  readonly handler: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly event: unknown;
  /** For the event and the answer. */
  readonly directory: string;
}

type Answer = { readonly result: unknown } | { readonly error: { readonly name: string; readonly message: string } };

/**
 * Runs a Lambda function's code as it would run deployed: a Node process of its own that has only its environment.
 *
 * @returns what the handler resolves to
 * @throws FunctionError with the handler's own error, or when there is no answer, or none within its timeout
 */
export async function invokeFunction(supervisor: Supervisor, call: FunctionCall): Promise<unknown> {
  mkdirSync(call.directory, { recursive: true });
  const eventFile = join(call.directory, 'event.json');
  const answerFile = join(call.directory, 'answer.json');
  writeFileSync(eventFile, JSON.stringify(call.event));
  // An earlier call of the function has left its own.
  rmSync(answerFile, { force: true });
  const child = supervisor.start({
    name: call.name,
    command: process.execPath,
    args: [
      join(__dirname, 'function-host.js'),
      call.codeDirectory,
      call.handler,
      eventFile,
      answerFile,
      String(call.timeoutSeconds),
    ],
    env: {
      PATH: '/usr/bin:/bin',
      LAMBDA_TASK_ROOT: call.codeDirectory,
      // The runtime of Lambda brings the AWS SDK, which a bundle may leave out.
      NODE_PATH: join(__dirname, '..', '..', '..', 'node_modules'),
      ...call.env,
    },
    cwd: call.codeDirectory,
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    void child.stop();
  }, call.timeoutSeconds * 1000);
  const exitCode = await child.ended;
  clearTimeout(timer);
  if (timedOut) {
    throw new FunctionError(`${call.name} took longer than its timeout of ${call.timeoutSeconds} s`, child.logFile);
  }
  if (exitCode !== 0) throw child.failure();
  if (!existsSync(answerFile)) {
    throw new FunctionError(`${call.name} ended without an answer (log: ${child.logFile})`, child.logFile);
  }
  const answer = JSON.parse(readFileSync(answerFile, 'utf8')) as Answer;
  if ('error' in answer) {
    throw new FunctionError(
      `${call.name} failed: ${answer.error.name}: ${answer.error.message} (log: ${child.logFile})`,
      child.logFile,
    );
  }
  return answer.result;
}
