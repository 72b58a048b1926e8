import { connectorStatus, describeStatus, isRunning } from '../kinds/msk-connect/create-connector';
import type { ProcessHistory } from '../processes/process-history';
import {
  allJobs,
  allServers,
  type JobEnd,
  type RunnableJob,
  type RunningConnector,
  type RunningPlatform,
} from '../session/running-platform';
import { describeRestarts } from '../watch/describe-restarts';
import { watchedName } from '../watch/watched-parts';
import { describeJob } from './find-job';

/** What a run is like just now. */
export interface Status {
  readonly lines: readonly string[];
  /** Nothing is dead, and no job's newest run failed. */
  readonly isWell: boolean;
}

/** One thing, whether all is well with it, and in a few words how it is. */
interface Part {
  readonly name: string;
  readonly isWell: boolean;
  readonly state: string;
}

/** Servers, connectors with their tasks, and jobs with how their newest run ended. */
export async function describeRunStatus(platform: RunningPlatform): Promise<Status> {
  const groups: readonly (readonly [string, readonly Part[]])[] = [
    ['servers', allServers(platform).map(serverPart)],
    ['connectors', await Promise.all(platform.connectors.map(connectorPart))],
    ['jobs', allJobs(platform).map(jobPart)],
  ];
  const parts = groups.flatMap(([, list]) => list);
  const width = Math.max(...parts.map(({ name }) => name.length));
  return {
    lines: groups.flatMap(([title, list]) => [
      title,
      ...list.map(({ name, isWell, state }) => `  ${isWell ? '✓' : '✗'} ${name.padEnd(width)}  ${state}`),
    ]),
    isWell: parts.every(({ isWell }) => isWell),
  };
}

function serverPart({ name, kind, host, port, process }: ReturnType<typeof allServers>[number]): Part {
  const end = process.endedWith();
  return {
    name,
    isWell: end === undefined && process.history.deaths(name).length === 0,
    state: joined(end === undefined ? `${kind} on ${host}:${port}` : `ended (${end})`, name, process.history),
  };
}

async function connectorPart({ model: { name }, worker }: RunningConnector): Promise<Part> {
  const isGivenUp = worker.process.history.deaths(watchedName(name)).length > 0;
  const part = (isWell: boolean, state: string): Part => ({
    name,
    isWell,
    state: joined(state, watchedName(name), worker.process.history),
  });
  try {
    const status = await connectorStatus(worker, name);
    return part(status !== undefined && isRunning(status) && !isGivenUp, describeStatus(status));
  } catch (error) {
    return part(false, (error as Error).message.split('\n')[0] ?? '');
  }
}

/** How something is, and what became of it before. */
function joined(state: string, of: string, history: ProcessHistory): string {
  const isGivenUp = history.deaths(of).length > 0;
  return [state, describeRestarts(history.restarts(of)), isGivenUp ? 'given up' : ''].filter(Boolean).join('; ');
}

function jobPart(job: RunnableJob): Part {
  const underWay = job.runsUnderWay().length > 0 ? 'a run is under way; ' : '';
  const { lastEnd } = job;
  return {
    name: describeJob(job),
    isWell: lastEnd?.failure === undefined,
    state: `${underWay}${lastEnd === undefined ? 'has not run yet' : describeEnd(lastEnd)}`,
  };
}

function describeEnd({ endedAt, seconds, failure }: JobEnd): string {
  const when = `${endedAt.toISOString().slice(11, 19)} UTC, after ${seconds} s`;
  return failure === undefined ? `last run ended well at ${when}` : `last run failed at ${when}: ${failure}`;
}
