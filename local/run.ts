import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';

import type { BrokerAccess } from './access/broker-access';
import { permissionProblems, permissionReport, summarizePermissions } from './access/permission-report';
import { readUsage } from './access/read-usage';
import { loadAssembly, selectEnvironment } from './assembly/load-assembly';
import { readPlatform } from './model/read-platform';
import { eraseCachedState, eraseRunData, openRun, runsDirectory } from './open-run';
import { openSession } from './open-session';
import { type RunPaths, type RuntimePaths, runtimePaths } from './paths';
import { endLeftovers } from './processes/end-leftovers';
import { awaitInterruption, exitCodeOf, InterruptedError, type Interruption } from './processes/interruption';
import { Supervisor } from './processes/supervisor';
import { provePipelines } from './prove-pipelines';
import { printProofs } from './report/print-proofs';
import { Publication } from './report/publish-run';
import { StepLog } from './report/step-log';
import { removeEndpoints, writeEndpoints } from './report/write-endpoints';
import type { RunOptions } from './run-options';
import { startPlatform } from './start-platform';
import { type KeptRun, stayUp } from './stay-up';
import { synthesize } from './steps/synthesize';
import { ConnectorWatch, deathsOf } from './steps/watch-connectors';
import { RunningEnvironment } from './update/running-environment';

/**
 * Runs an environment's pipelines on this computer from its synthesized templates, proves them, and stops everything.
 *
 * @returns the exit code: 0 when every proof passed
 * @throws LocalRunError when a step failed; nothing is left running then either
 */
export async function runLocal(options: RunOptions): Promise<number> {
  const interruption = awaitInterruption();
  await endEarlierRuns(options);
  const paths = openRun(options.projectDirectory, new Date());
  const supervisor = new Supervisor(paths.runId, paths.directory);
  const steps = new StepLog(options.print);
  const watch = new ConnectorWatch(options.print);
  const work = proveAndReport(options, paths, supervisor, steps, watch);
  try {
    const { exitCode, ...proven } = await unlessInterrupted(work, interruption);
    if (options.keep) await stayUp(proven, options, paths, interruption);
    return exitCode;
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    options.print(`stopped by ${error.signal}`);
    return exitCodeOf(error.signal);
  } finally {
    steps.silence();
    watch.stop();
    // Whatever is still under way ends with the servers; why is of no interest any more.
    work.catch(() => {});
    await supervisor.stopAll();
    removeEndpoints(options.projectDirectory, paths.runId);
    eraseRunData(paths);
    interruption.forget();
  }
}

async function endEarlierRuns({ projectDirectory, print }: RunOptions): Promise<void> {
  for (const { runId, processNames } of await endLeftovers(runsDirectory(projectDirectory))) {
    print(`run ${runId} was killed; ended what it left running: ${processNames.join(', ') || 'nothing'}`);
  }
}

async function proveAndReport(
  options: RunOptions,
  paths: RunPaths,
  supervisor: Supervisor,
  steps: StepLog,
  watch: ConnectorWatch,
): Promise<KeptRun & { readonly exitCode: number }> {
  const startedAt = new Date();
  const runtime = runtimePaths(join(options.projectDirectory, '.runtime'), options.variables);
  if (options.fresh) eraseEarlierState(options, runtime, paths);
  const app = await synthesizedApp(options, paths, supervisor, steps);
  const environments = loadAssembly(app);
  const templates = selectEnvironment(environments, options.environment);

  const { dataFolder } = options;
  const { session, bound } = await openSession(templates, { runtime, paths, supervisor, steps, dataFolder });
  const { resolver, access } = session;
  const model = readPlatform(templates, resolver, options.pipeline);
  const platform = await startPlatform(model, session);
  const running = new RunningEnvironment(session, platform, bound, options.pipeline);
  watch.follow(() => running.platform.connectors);
  if (options.keep) writeEndpoints(options.projectDirectory, paths.runId, options.environment, platform);
  const proofs = options.prove ? await provePipelines(platform, options.skippedProofs, steps) : [];

  const publication = new Publication({ startedAt, options, paths, model, bound, proofs });
  await publication.publish(running);
  if (options.prove) options.print(printProofs(proofs));
  if (options.skippedProofs.length > 0) options.print(`left out, as asked: ${options.skippedProofs.join(', ')}`);
  const passed = (proofs.length > 0 || !options.prove) && proofs.every((proof) => proof.passed);
  const permitted = judgePermissions(access, options);
  const alive = await judgeConnectors(running, watch, options);
  return { exitCode: passed && permitted && alive ? 0 : 1, running, publication };
}

/** Prints what roles did, and whether it was what their policies are for. */
function judgePermissions({ roles, usageFile }: BrokerAccess, { prove, pipeline, print }: RunOptions): boolean {
  const report = permissionReport(roles, readUsage(usageFile));
  const problems = permissionProblems(report, prove && pipeline === undefined);
  for (const line of [...summarizePermissions(report), ...problems.map((problem) => `✗ ${problem}`)]) print(line);
  return problems.length === 0;
}

/** Prints which connectors do not work any more, whatever was proven of what they did before. */
async function judgeConnectors(
  { platform }: RunningEnvironment,
  watch: ConnectorWatch,
  { print }: RunOptions,
): Promise<boolean> {
  const deaths = new Set([...watch.deaths(), ...(await deathsOf(platform.connectors))]);
  for (const death of deaths) print(`✗ ${death}`);
  return deaths.size === 0;
}

/** A run that stays up has an app of its own: what it was given may be synthesized anew meanwhile. */
async function synthesizedApp(
  options: RunOptions,
  paths: RunPaths,
  supervisor: Supervisor,
  steps: StepLog,
): Promise<string> {
  const { app, keep } = options;
  if (app === undefined) return steps.run('synthesize', () => synthesize(supervisor, options, paths));
  if (!keep || !existsSync(app)) return app;
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
