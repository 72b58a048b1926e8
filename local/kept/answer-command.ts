import type { ApplyRequest, ControlRequest, ProveRequest } from '../control/control-message';
import { errorText, WrongArgumentError } from '../local-run-error';
import { EXIT_CODES } from '../report/verdict';
import { allJobs } from '../session/running-platform';
import type { RunningEnvironment } from '../update/running-environment';
import { describeRunStatus } from './describe-run-status';
import { findJob } from './find-job';
import { runJob } from './run-job';
import { findMerges, runMerges } from './run-merges';
import { showItem } from './show-item';
import { showLog } from './show-log';

type Print = (line: string) => void;

/** What a run that stays up can be told. */
export interface Commanded {
  readonly running: RunningEnvironment;
  /** What the run has come to until now. */
  readonly verdict: () => string;
  /** @returns the exit code of the command */
  readonly apply: (request: ApplyRequest, print: Print) => Promise<number>;
  /** @returns the exit code of the command */
  readonly prove: (request: ProveRequest, print: Print) => Promise<number>;
  /** Whether proofs are under way, which run the jobs themselves. */
  readonly isProving: () => boolean;
  /** What was asked for from elsewhere, and what came of it, is shown where the run shows everything. */
  readonly show: Print;
  /** Writes down what the run is now. */
  readonly publish: () => Promise<void>;
  /** Ends the run. */
  readonly stop: () => void;
}

/** Does what one command asks for. @returns its exit code */
export async function answerCommand(run: Commanded, request: ControlRequest, print: Print): Promise<number> {
  try {
    return await answer(run, request, print);
  } catch (error) {
    for (const line of errorText(error).split('\n')) print(line);
    return error instanceof WrongArgumentError ? EXIT_CODES.wrongArgument : EXIT_CODES.notPassed;
  }
}

async function answer(run: Commanded, request: ControlRequest, print: Print): Promise<number> {
  switch (request.command) {
    case 'apply':
      return run.apply(request, print);
    case 'prove':
      return run.prove(request, print);
    case 'job':
      return answerJob(run, request.name, print);
    case 'item': {
      const { lines, isThere } = await showItem(run.running.platform, request.table, request.key);
      for (const line of lines) print(line);
      return isThere ? EXIT_CODES.passed : EXIT_CODES.notPassed;
    }
    case 'status': {
      const { lines, isWell } = await describeRunStatus(run.running.platform);
      for (const line of [run.verdict(), ...lines]) print(line);
      return isWell ? EXIT_CODES.passed : EXIT_CODES.notPassed;
    }
    case 'logs':
      for (const line of showLog(run.running.platform, request.part)) print(line);
      return EXIT_CODES.passed;
    case 'stop':
      // After the answer is on its way.
      setImmediate(run.stop);
      return EXIT_CODES.passed;
  }
}

async function answerJob(run: Commanded, name: string, print: Print): Promise<number> {
  const { running, show, publish } = run;
  const merges = findMerges(running.platform.merges, name);
  const job = merges === undefined ? findJob(allJobs(running.platform), name, running.platform.merges) : undefined;
  if (run.isProving()) {
    print('a round of proofs is under way, and runs the jobs itself');
    return EXIT_CODES.notPassed;
  }
  try {
    const tell = (line: string): void => {
      print(line);
      show(line);
    };
    if (merges !== undefined) await runMerges(merges, tell);
    if (job !== undefined) await runJob(job, tell);
    return EXIT_CODES.passed;
  } catch (error) {
    const text = `✗ ${errorText(error)}`;
    for (const line of text.split('\n')) print(line);
    show(text);
    return EXIT_CODES.notPassed;
  } finally {
    await publish();
  }
}
