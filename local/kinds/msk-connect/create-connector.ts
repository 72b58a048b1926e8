import { setTimeout as sleep } from 'node:timers/promises';

import { LocalRunError } from '../../local-run-error';
import { readLogTail } from '../../processes/read-log-tail';
import type { ConnectWorker } from '../../servers/local-server';
import { sendRequest } from '../../servers/send-request';
import { askWorker } from './ask-worker';

const POLL_MILLISECONDS = 250;
const RUNNING_SECONDS = 120;

/** The worker validates first, for which a source connects to its database. */
const CREATE_SECONDS = 90;

/** A connector that was refused, that failed, or that never got to work. */
export class ConnectorError extends LocalRunError {}

/** Kafka Connect's answer to `GET /connectors/<name>/status`. */
export interface ConnectorStatus {
  readonly connector: { readonly state: string; readonly trace?: string };
  readonly tasks: readonly { readonly id: number; readonly state: string; readonly trace?: string }[];
}

/** @throws ConnectorError with the worker's own reason when the configuration is refused */
export async function createConnector(
  worker: ConnectWorker,
  name: string,
  config: Readonly<Record<string, string>>,
): Promise<void> {
  const url = `${worker.url}/connectors/${encodeURIComponent(name)}/config`;
  const answer = await askWorker(url, { method: 'PUT', body: config, timeoutSeconds: CREATE_SECONDS });
  if (answer.ok) return;
  const tail = readLogTail(worker.process.logFile);
  throw new ConnectorError(`connector ${name} was refused (${answer.status}): ${answer.text}\n${tail}`);
}

/**
 * Waits until the connector and at least one task run, and no task does anything else.
 *
 * @throws ConnectorError with the trace of what failed
 */
export async function waitUntilRunning(worker: ConnectWorker, name: string): Promise<void> {
  const deadline = Date.now() + RUNNING_SECONDS * 1000;
  for (;;) {
    const status = await connectorStatus(worker, name);
    if (status !== undefined && isRunning(status)) return;
    const failed = status && [status.connector, ...status.tasks].find((part) => part.state === 'FAILED');
    if (failed !== undefined)
      throw new ConnectorError(`connector ${name} failed: ${failed.trace ?? 'without a trace'}`);
    if (Date.now() > deadline) {
      throw new ConnectorError(
        `connector ${name} did not run within ${RUNNING_SECONDS} s: ${JSON.stringify(status)}; log: ${worker.process.logFile}`,
      );
    }
    await sleep(POLL_MILLISECONDS);
  }
}

export function isRunning(status: ConnectorStatus): boolean {
  return (
    status.connector.state === 'RUNNING' &&
    status.tasks.length > 0 &&
    status.tasks.every((task) => task.state === 'RUNNING')
  );
}

/**
 * @returns undefined while the worker does not know the connector's status yet, or moves it
 * @throws ProcessEndedError when the worker has ended
 */
export async function connectorStatus(worker: ConnectWorker, name: string): Promise<ConnectorStatus | undefined> {
  if (worker.process.endedWith() !== undefined) throw worker.process.failure();
  const answer = await sendRequest(`${worker.url}/connectors/${encodeURIComponent(name)}/status`);
  return answer.ok ? (JSON.parse(answer.text) as ConnectorStatus) : undefined;
}

/** The configuration that the worker says it runs, secrets as references. */
export async function runningConfiguration(worker: ConnectWorker, name: string): Promise<Record<string, string>> {
  const answer = await sendRequest(`${worker.url}/connectors/${encodeURIComponent(name)}/config`);
  if (!answer.ok)
    throw new ConnectorError(`connector ${name} is unknown to its worker (${answer.status}): ${answer.text}`);
  return JSON.parse(answer.text) as Record<string, string>;
}

/** States of the connector and its tasks, with the reasons of what failed but without the places in its code. */
export function describeStatus(status: ConnectorStatus | undefined): string {
  if (status === undefined) return 'unknown to its worker';
  const tasks = status.tasks.map((task) => `task ${task.id} ${task.state}${reasons(task.trace)}`);
  return [`connector ${status.connector.state}${reasons(status.connector.trace)}`, ...tasks].join(', ');
}

/** What failed of a connector, each with the last of its reasons, which is the first cause. */
export function failures({ connector, tasks }: ConnectorStatus): string[] {
  const parts = [{ name: 'connector', ...connector }, ...tasks.map((task) => ({ name: `task ${task.id}`, ...task }))];
  return parts
    .filter(({ state }) => state === 'FAILED')
    .map(({ name, trace }) => `${name} FAILED: ${causesOf(trace).at(-1) ?? 'without a trace'}`);
}

function reasons(trace: string | undefined): string {
  if (trace === undefined) return '';
  return `: ${causesOf(trace).join(' ← ')}`;
}

/** First what was seen, last what it came from. */
function causesOf(trace: string | undefined): string[] {
  const [first, ...rest] = trace?.split('\n') ?? [];
  const causes = rest.filter((line) => line.startsWith('Caused by: '));
  return first === undefined ? [] : [first, ...causes].map((line) => line.replace('Caused by: ', ''));
}
