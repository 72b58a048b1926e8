/** An HTTP answer, read whole. */
export interface HttpAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

const TIMEOUT_SECONDS = 10;

export interface RequestOptions {
  /** @default GET */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. @default - no body */
  readonly body?: unknown;
  /** @default TIMEOUT_SECONDS */
  readonly timeoutSeconds?: number;
}

/** One HTTP request to a local server; rejects when there is no whole answer in time. */
export async function sendRequest(url: string, options: RequestOptions = {}): Promise<HttpAnswer> {
  const { method = 'GET', body, timeoutSeconds = TIMEOUT_SECONDS } = options;
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { ok: response.ok, status: response.status, text: await response.text() };
}

/** Rejects unless the address answers a GET with success. */
export async function requireAnswer(url: string): Promise<void> {
  const answer = await sendRequest(url);
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
}
