import retry from 'async-retry';

/** Waits 1, 2, 4 … 30 s between attempts: about two minutes, which covers a failover. */
const RETRY = { factor: 2, minTimeout: 1_000, maxTimeout: 30_000, randomize: false } as const;
export const RETRIES = 8;
export const CONNECT_TIMEOUT_MS = 10_000;

/** What a database that starts, fails over or has a new address answers; all else would fail again. */
const TRANSIENT = ['EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENOTFOUND', 'ETIMEDOUT'];

/**
 * @param transient further codes of what does not last, of the server or its driver
 * @throws Error at once for what would fail again, after the last attempt for a database that does not answer
 */
export function retryConnect<T>(open: () => Promise<T>, transient: readonly string[], retries: number): Promise<T> {
  const known = new Set([...TRANSIENT, ...transient]);
  return retry(
    async (bail) => {
      try {
        return await open();
      } catch (error) {
        if (known.has(errorCode(error))) {
          throw error;
        }
        bail(error as Error);
        // Rejected by `bail` already; a throw here would start another attempt.
        return undefined as never;
      }
    },
    { ...RETRY, retries },
  );
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
