import { setTimeout as sleep } from 'node:timers/promises';

import { type HttpAnswer, type RequestOptions, sendRequest } from '../../servers/send-request';

/** What a worker answers while it moves tasks: later, please. */
const REBALANCING = 409;

const PATIENCE_SECONDS = 30;
const PAUSE_MILLISECONDS = 200;

/** A request to a Connect worker, repeated for a while as long as the worker is busy with a rebalance. */
export async function askWorker(url: string, options: RequestOptions = {}): Promise<HttpAnswer> {
  const deadline = Date.now() + PATIENCE_SECONDS * 1000;
  for (;;) {
    const answer = await sendRequest(url, options);
    if (answer.status !== REBALANCING || Date.now() > deadline) return answer;
    await sleep(PAUSE_MILLISECONDS);
  }
}
