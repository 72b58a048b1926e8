import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { causeChain } from '../local-run-error';
import type { JobModel } from '../model/platform';
import type { RunningProcess } from '../processes/supervisor';
import { awsEnvironment } from '../servers/aws-environment';
import type { AwsServer } from '../servers/local-server';
import type { JobEnd, JobRun, JobUnderWay, RunnableJob } from '../session/running-platform';
import type { Session } from '../session/session';
import { type ClassArchive, classArchive } from './class-archive';
import { JobArgumentError, readServiceArguments } from './glue-arguments';
import { ConcurrentRunsExceededException, JobFailedError, JobTimedOutError } from './job-errors';
import { readReports } from './read-reports';
import { sparkClassPath, sparkSubmitProcess } from './spark-submit';

/** Longer than any run; as long as a timer can be. */
const NO_LIMIT_MINUTES = 35_000;

/** Arguments whose files were made ready before any run. */
const FILE_ARGUMENTS = ['--extra-jars', '--extra-py-files'];

/** What a job runs with beside its script, where a run finds it. */
export interface JobFiles {
  /** Archives of the model's packages. */
  readonly packages: readonly string[];
  /** The model's jars. */
  readonly jars: readonly string[];
}

/** One Glue job, run by `spark-submit` with the arguments of its template. */
export class GlueJob implements RunnableJob {
  readonly runs: JobRun[] = [];
  lastEnd: JobEnd | undefined;
  private readonly underWay = new Set<JobUnderWay>();

  /**
   * @param defaultArguments as synthesized and resolved
   * @param javaOptions of the virtual machine that it runs in
   */
  constructor(
    public model: JobModel,
    public defaultArguments: Readonly<Record<string, string>>,
    private files: JobFiles,
    private javaOptions: readonly string[],
    private readonly aws: AwsServer,
    private readonly session: Session,
  ) {}

  redefine(prepared: GlueJob): void {
    this.model = prepared.model;
    this.defaultArguments = prepared.defaultArguments;
    this.files = prepared.files;
    this.javaOptions = prepared.javaOptions;
  }

  run(changedArguments: Readonly<Record<string, string>> = {}): Promise<JobRun> {
    // Async, so that a refusal is a rejection like any other.
    return Promise.resolve().then(() => this.start(changedArguments).ended);
  }

  /** @throws JobArgumentError for an argument that has no meaning here */
  start(changedArguments: Readonly<Record<string, string>> = {}): JobUnderWay {
    const { name, maxConcurrentRuns, timeoutMinutes = NO_LIMIT_MINUTES } = this.model;
    if (this.underWay.size >= maxConcurrentRuns) throw new ConcurrentRunsExceededException(name, maxConcurrentRuns);
    const args = { ...this.defaultArguments, ...changedArguments };
    const { child, archive } = this.submit(args);
    const startedAt = performance.now();
    let stopped = false;
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      void child.stop();
    }, timeoutMinutes * 60_000);
    const settle = (how: number | NodeJS.Signals): JobRun => {
      if (timedOut) throw new JobTimedOutError(name, timeoutMinutes, child.logFile);
      if (how !== 0 && !stopped) throw new JobFailedError(name, how, child.logFile);
      if (how === 0) archive.keep();
      const seconds = secondsSince(startedAt);
      const result = { arguments: args, reports: readReports(child.logFile), seconds, logFile: child.logFile };
      this.runs.push(result);
      return result;
    };
    const ended = child.ended.then((how): JobRun => {
      clearTimeout(timer);
      this.underWay.delete(run);
      let failure: string | undefined;
      try {
        return settle(how);
      } catch (error) {
        failure = causeChain(error)[0]?.split('\n')[0];
        throw error;
      } finally {
        this.lastEnd = { endedAt: new Date(), seconds: secondsSince(startedAt), failure, logFile: child.logFile };
      }
    });
    // Who only stops a run does not wait for its end.
    ended.catch(() => {});
    const run: JobUnderWay = {
      logFile: child.logFile,
      reports: () => readReports(child.logFile),
      ended,
      stop: async () => {
        stopped = true;
        await child.stop();
        return ended;
      },
    };
    this.underWay.add(run);
    return run;
  }

  runsUnderWay(): readonly JobUnderWay[] {
    return [...this.underWay];
  }

  private submit(args: Readonly<Record<string, string>>): { child: RunningProcess; archive: ClassArchive } {
    const { supervisor, runtime, paths, access } = this.session;
    const { name: job, resource, scriptFile, kind, role } = this.model;
    const service = readServiceArguments(args);
    this.requireFiles(args);
    const { name, directory, number } = newRun(paths.data, `job-${job}`);
    const classPath = [...sparkClassPath(runtime, service), ...this.files.jars];
    const archive = classArchive({
      cache: runtime.cache,
      java: runtime.java,
      classPath: [join(runtime.sparkHome, 'jars'), ...classPath],
      directory,
      // A streaming job is ended by a signal, and has no time for it then.
      make: kind === 'batch',
    });
    const child = supervisor.start(
      sparkSubmitProcess(runtime, {
        name,
        scriptFile,
        packages: this.files.packages,
        service,
        args: Object.entries({ ...args, ...this.identity(number) }).flat(),
        awsEndpoint: this.aws.endpoint,
        region: resource.stack.region,
        env: awsEnvironment(this.aws.endpoint, resource.stack.region, access.keyOf(role)),
        directory,
        classPath,
        javaOptions: [...archive.javaOptions, ...this.javaOptions],
        sparkLogFile: join(dirname(paths.data), 'logs', `${name}-spark.log`),
      }),
    );
    return { child, archive };
  }

  private requireFiles(args: Readonly<Record<string, string>>): void {
    for (const name of FILE_ARGUMENTS) {
      if (args[name] !== this.defaultArguments[name]) {
        throw new JobArgumentError(`\`${name}\` must be the template's in the local run, got: ${args[name]}`);
      }
    }
  }

  /** Arguments that Glue adds to those of every run. */
  private identity(run: number): Record<string, string> {
    return { '--JOB_ID': 'j_local', '--JOB_RUN_ID': `jr_local_${run}`, '--JOB_NAME': this.model.name };
  }
}

/** To a tenth. */
function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 100) / 10;
}

/** A folder, and with it a name, that no run had before, whatever object stood for the job then. */
function newRun(
  data: string,
  job: string,
): { readonly name: string; readonly directory: string; readonly number: number } {
  for (let number = 1; ; number++) {
    const name = `${job}-${number}`;
    const directory = join(data, name);
    if (existsSync(directory)) continue;
    mkdirSync(directory, { recursive: true });
    return { name, directory, number };
  }
}
