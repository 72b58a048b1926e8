import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';

import { loadAssembly, selectEnvironment } from './assembly/load-assembly';
import { synthesize } from './assembly/synthesize';
import { stayUp } from './kept/stay-up';
import type { Kind } from './kinds/kind';
import { KINDS } from './kinds/kinds';
import { errorText, WrongArgumentError } from './local-run-error';
import { SelectionError } from './model/model-errors';
import { readPlatform } from './model/read-platform';
import { type RunPaths, type RuntimePaths, runtimePaths } from './paths';
import { endLeftovers } from './processes/end-leftovers';
import { awaitInterruption, exitCodeOf, InterruptedError, type Interruption } from './processes/interruption';
import { Supervisor } from './processes/supervisor';
import { ProofLog } from './proofs/proof-log';
import { provePipelines } from './proofs/prove-pipelines';
import { judgeRun } from './report/judge-run';
import { describeProof } from './report/print-proofs';
import { Publication } from './report/publish-run';
import { RunFindings } from './report/run-findings';
import { StepLog } from './report/step-log';
import { describeFindings, EXIT_CODES, hasPassed, verdictLine } from './report/verdict';
import { removeEndpoints, writeEndpoints } from './report/write-endpoints';
import { type RunOptions, selectionOf } from './run-options';
import { eraseCachedState, eraseRunData, openRun, runsDirectory } from './session/open-run';
import { openSession } from './session/open-session';
import { RunningEnvironment } from './update/running-environment';
import { startEnvironment } from './update/start-environment';
import { absentWalkthroughs } from './walkthroughs/place-walkthrough';
import { RunWatch } from './watch/run-watch';
import { watchedParts } from './watch/watched-parts';

/**
 * Runs an environment's pipelines on this computer from its synthesized templates, proves them, and stops everything.
 * Whatever ends it, its last line is the verdict, and nothing is left running.
 *
 * @param kinds what is stood for
 * @returns the exit code, one of `EXIT_CODES` or that of a signal
 */
export async function runLocal(options: RunOptions, kinds: readonly Kind[] = KINDS): Promise<number> {
  const startedAt = new Date();
  const interruption = awaitInterruption();
  await endEarlierRuns(options);
  const paths = openRun(options.projectDirectory, startedAt);
  const runtime = runtimePaths(join(options.projectDirectory, '.runtime'), options.variables);
  const supervisor = new Supervisor(paths.runId, paths.directory);
  const steps = new StepLog(options.print, options.showLive);
  const watch = new RunWatch({
    print: options.print,
    changed: () => {
      publication.end(findings.ending()).catch((error: unknown) => options.print(errorText(error)));
    },
  });
  const findings = new RunFindings(watch);
  const proofs = new ProofLog(async (proof) => {
    for (const line of describeProof(proof)) options.print(line);
    await publication.publish();
  });
  const publication = new Publication({ startedAt, options, paths, runtime, kinds, steps, proofs });
  const parts: RunParts = {
    options,
    kinds,
    paths,
    runtime,
    supervisor,
    steps,
    watch,
    findings,
    proofs,
    publication,
  };
  const work = proveAndJudge(parts);
  let ended: Ended | undefined;
  try {
    const running = await unlessInterrupted(work, interruption);
    const { keep, keepOnFailure } = options;
    if (keep || (keepOnFailure && !hasPassed(findings.now()))) {
      await stayUp({ running, publication, steps, findings }, options, paths, interruption);
      await publication.end(findings.last());
    }
    const found = findings.now();
    ended = { exitCode: hasPassed(found) ? EXIT_CODES.passed : EXIT_CODES.notPassed, why: describeFindings(found) };
  } catch (error) {
    ended = endedBy(error);
    options.print(ended.error ?? '');
  } finally {
    steps.silence();
    proofs.close();
    watch.stop();
    // Whatever is still under way ends with the servers; why is of no interest any more.
    work.catch(() => {});
    await supervisor.stopAll();
    if (ended?.error !== undefined) await publication.end({ passed: false, error: ended.error });
    removeEndpoints(options.projectDirectory, paths.runId);
    eraseRunData(paths);
    interruption.forget();
  }
  const { exitCode, why } = ended;
  const { projectDirectory } = options;
  options.print(
    verdictLine({
      passed: exitCode === EXIT_CODES.passed,
      why,
      startedAt,
      reportFile: publication.file,
      projectDirectory,
    }),
  );
  return exitCode;
}

/** What the whole of a run hands on. */
interface RunParts {
  readonly options: RunOptions;
  readonly kinds: readonly Kind[];
  readonly paths: RunPaths;
  readonly runtime: RuntimePaths;
  readonly supervisor: Supervisor;
  readonly steps: StepLog;
  readonly watch: RunWatch;
  readonly findings: RunFindings;
  readonly proofs: ProofLog;
  readonly publication: Publication;
}

interface Ended {
  readonly exitCode: number;
  readonly why: string;
  /** What ended it before it was over. */
  readonly error?: string;
}

function endedBy(error: unknown): Ended {
  const text = errorText(error);
  if (error instanceof InterruptedError) return { exitCode: exitCodeOf(error.signal), why: text, error: text };
  const isWrong = error instanceof WrongArgumentError || error instanceof SelectionError;
  return isWrong
    ? { exitCode: EXIT_CODES.wrongArgument, why: 'a wrong argument', error: text }
    : { exitCode: EXIT_CODES.broken, why: 'it could not be run to its end', error: text };
}

async function endEarlierRuns({ projectDirectory, print }: RunOptions): Promise<void> {
  for (const { runId, processNames } of await endLeftovers(runsDirectory(projectDirectory))) {
    print(`run ${runId} was killed; ended what it left running: ${processNames.join(', ') || 'nothing'}`);
  }
}

async function proveAndJudge(parts: RunParts): Promise<RunningEnvironment> {
  const { options, kinds, paths, runtime, supervisor, steps, watch, findings, proofs, publication } = parts;
  if (options.fresh) eraseEarlierState(options, runtime, paths);
  const app = await synthesizedApp(options, paths, supervisor, steps);
  const environments = loadAssembly(app);
  const templates = selectEnvironment(environments, options.environment);

  const { dataFolder } = options;
  const { session, bound } = await openSession(templates, { runtime, paths, supervisor, steps, dataFolder, kinds });
  const { resolver } = session;
  const selection = selectionOf(options);
  const model = readPlatform(templates, resolver, selection);
  publication.setPlanned({ templates, model });
  const running = RunningEnvironment.empty(session, bound, selection);
  await startEnvironment(running, templates, kinds);
  const { platform } = running;
  watch.follow(() => watchedParts(running.platform));
  const absent = absentWalkthroughs(options.walkthroughs, platform);
  publication.setRunning({ environment: running, model, bound, absentWalkthroughs: absent });
  if (mayStayUp(options)) writeEndpoints(options.projectDirectory, paths.runId, options.environment, platform);
  if (options.prove) {
    const { walkthroughs, workload, skippedProofs: skipped } = options;
    for (const line of absent) options.print(line);
    await provePipelines(running, kinds, { walkthroughs, workload, skipped }, steps, proofs);
  }
  findings.judge(await judgeRun({ options, watch, publication, proofs }));
  await publication.end(findings.ending());
  return running;
}

function mayStayUp({ keep, keepOnFailure }: RunOptions): boolean {
  return keep || keepOnFailure;
}

/** A run that stays up has an app of its own: what it was given may be synthesized anew meanwhile. */
async function synthesizedApp(
  options: RunOptions,
  paths: RunPaths,
  supervisor: Supervisor,
  steps: StepLog,
): Promise<string> {
  const { app } = options;
  if (app === undefined) return steps.run('synthesize', () => synthesize(supervisor, options, paths));
  if (!mayStayUp(options) || !existsSync(app)) return app;
  await cp(app, paths.assembly, { recursive: true });
  return paths.assembly;
}

function eraseEarlierState({ projectDirectory, print }: RunOptions, runtime: RuntimePaths, paths: RunPaths): void {
  const running = eraseCachedState(projectDirectory, runtime.cache, paths.runId);
  if (running.length > 0) print(`the cache stays, for it is used by ${running.join(', ')}`);
}

async function unlessInterrupted<T>(work: Promise<T>, interruption: Interruption): Promise<T> {
  const interrupted = interruption.signal.then((signal): never => {
    throw new InterruptedError(signal);
  });
  return Promise.race([work, interrupted]);
}
