import { WrongArgumentError } from '../local-run-error';
import { readLogTail } from '../processes/read-log-tail';
import { allJobs, allServers, type RunningPlatform } from '../session/running-platform';

/** A log of a run, under the names that people may ask for it by. */
interface Log {
  readonly names: readonly string[];
  readonly file: string;
}

/**
 * Where a log is, and its end.
 *
 * @param part a server, connector, job or pipeline, or what only one of them has in its name; undefined for a list of them
 * @throws WrongArgumentError naming what there is
 */
export function showLog(platform: RunningPlatform, part: string | undefined): string[] {
  const logs = logsOf(platform);
  if (part === undefined) return logs.map(({ names, file }) => `${names.join(', ')}: ${file}`);
  const exact = logs.filter(({ names }) => names.includes(part));
  const found = exact.length > 0 ? exact : logs.filter(({ names }) => names.some((name) => name.includes(part)));
  const [log, second] = found;
  if (log === undefined || second !== undefined) {
    const known = (second === undefined ? logs : found).map(({ names }) => names[0]).join(', ');
    throw new WrongArgumentError(`a log must be one of ${known}, got: ${part}`);
  }
  return [log.file, ...readLogTail(log.file).split('\n')];
}

/** A job that has not run has no log. */
function logsOf(platform: RunningPlatform): Log[] {
  const connectorOf = new Map(platform.connectors.map(({ model, worker }) => [worker.name, model.name]));
  const servers = allServers(platform).map(({ name, process }) => {
    const connector = connectorOf.get(name);
    return { names: connector === undefined ? [name] : [connector, name], file: process.logFile };
  });
  const jobs = allJobs(platform).flatMap((job) => {
    const file = job.runsUnderWay().at(-1)?.logFile ?? job.lastEnd?.logFile;
    return file === undefined ? [] : [{ names: [job.model.pipeline, job.model.name], file }];
  });
  return [...servers, ...jobs];
}
