import { setTimeout as sleep } from 'node:timers/promises';
import type { Credentials } from './bootstrap-plan';
import type { BootstrapRequest } from './bootstrap-request';
import type { BootstrapSession } from './bootstrap-session';
import type { DatabaseDialect } from './database-dialect';
import { readCredentials } from './read-credentials';

/** A connector that was just removed holds on to the log until its server sees that it has gone. */
const ATTEMPTS = 30;
const PAUSE_MILLISECONDS = 5_000;

/**
 * Takes back what would harm the database once its reader is gone, such as a place in the log that the server keeps for it.
 *
 * @param open a session of a user
 * @throws Error where it is still there in the end, for nobody else would ever look
 */
export async function removeEstablished(
  request: BootstrapRequest,
  { removal: removalOf }: DatabaseDialect,
  open: (user: Credentials) => Promise<BootstrapSession>,
  pause = PAUSE_MILLISECONDS,
): Promise<void> {
  const removal = removalOf?.(request);
  if (removal === undefined) {
    return;
  }
  if (request.adminSecretArn === undefined) {
    console.warn(JSON.stringify({ stillThere: removal.what, database: request.database }));
    return;
  }
  const session = await open(await readCredentials(request.adminSecretArn));
  try {
    for (let attempt = 1; ; attempt++) {
      await session.run(removal.steps);
      if (await removal.isDone(session)) {
        return;
      }
      if (attempt === ATTEMPTS) {
        throw new Error(
          `${removal.what} of ${request.database} must be free to be dropped, or the database keeps its log for it for ever, got: a reader that goes on`,
        );
      }
      await sleep(pause);
    }
  } finally {
    await session.close();
  }
}
