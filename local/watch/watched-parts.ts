import { connectorStatus, failures } from '../kinds/msk-connect/create-connector';
import { signalGroup } from '../processes/end-process-group';
import { waitUntilReady } from '../processes/wait-until-ready';
import type { LocalServer } from '../servers/local-server';
import { allServers, type RunningConnector, type RunningPlatform } from '../session/running-platform';
import { restartFailed } from './restart-failed';
import type { WatchedPart } from './watched-part';

/** Longer than any server needs, which then finds its data there already. */
const READY_SECONDS = 120;

/** An update changes a connector by steps, between which it may look failed. */
const CONNECTOR_LOOKS = 2;

/** All of a run that may fail: its servers, and the connectors on its workers. */
export function watchedParts(platform: RunningPlatform): WatchedPart[] {
  // Several databases may share one.
  const servers = new Map(allServers(platform).map((server) => [server.process, server]));
  return [
    ...[...servers.values()].map((server) => watchedServer(server)),
    ...platform.connectors.map(watchedConnector),
  ];
}

/** @param readySeconds how long it gets to answer once it is started again */
export function watchedServer(
  { name, process, answer, memory }: LocalServer,
  readySeconds = READY_SECONDS,
): WatchedPart {
  const ended = (): string[] => (process.endedWith() === undefined ? [] : [`${name} ended (${process.endedWith()})`]);
  return {
    name,
    history: process.history,
    logFile: process.logFile,
    looks: 1,
    failures: async () => (process.isStopped() ? undefined : ended()),
    loss: memory && `${memory} were in its memory and are lost, the run has to be started anew`,
    isStopped: () => process.isStopped(),
    restart: async () => {
      process.restart();
      try {
        await waitUntilReady(process, answer, readySeconds);
      } catch (error) {
        // What runs and does not answer is no better than what has ended.
        if (process.endedWith() === undefined) signalGroup(process.pid, 'SIGKILL');
        throw error;
      }
    },
  };
}

/** A worker's history has a connector under another name than the worker itself. */
export function watchedName(connector: string): string {
  return `connector ${connector}`;
}

/** A connector with its tasks. Of one whose worker has no answer nobody can say anything. */
export function watchedConnector({ model, worker }: RunningConnector): WatchedPart {
  const name = watchedName(model.name);
  const { process } = worker;
  return {
    name,
    history: process.history,
    logFile: process.logFile,
    looks: CONNECTOR_LOOKS,
    failures: async () => {
      const status = await connectorStatus(worker, model.name).catch(() => undefined);
      return status && failures(status).map((failure) => `${name}: ${failure}`);
    },
    isStopped: () => process.isStopped() || process.endedWith() !== undefined,
    restart: () => restartFailed(worker, model.name),
  };
}
