import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

import { LocalRunError } from '../local-run-error';
import type { ControlEndpoint } from './control-file';
import { CONTROL_PATH, type ControlMessage, type ControlRequest } from './control-message';

/** A run that does not answer, or ended while it did. */
export class ControlError extends LocalRunError {}

/**
 * Tells a run what to do, and prints what it says meanwhile.
 *
 * @returns the exit code that the run answers
 * @throws ControlError when the run ends before it is done
 */
export async function sendCommand(
  endpoint: ControlEndpoint,
  request: ControlRequest,
  print: (line: string) => void,
): Promise<number> {
  const { runId, url, token } = endpoint;
  const ended = (cause?: unknown): ControlError => new ControlError(`run ${runId} ended before it answered`, { cause });
  let response: Response;
  try {
    response = await fetch(`${url}${CONTROL_PATH}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(request),
    });
  } catch (cause) {
    throw ended(cause);
  }
  if (!response.ok || response.body === null) throw new ControlError(`run ${runId} answered ${response.status}`);
  const lines = createInterface({ input: Readable.fromWeb(response.body as ReadableStream) });
  try {
    for await (const line of lines) {
      // Only says that the run still works on it.
      if (line === '') continue;
      const message = JSON.parse(line) as ControlMessage;
      if ('exitCode' in message) return message.exitCode;
      print(message.line);
    }
  } catch (cause) {
    throw ended(cause);
  }
  throw ended();
}
