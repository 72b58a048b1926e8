import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the working copy. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Everything that is installed beside node_modules; ignored by git. */
export const runtime = join(root, '.runtime');

/** What describes the installed parts: poms, checksum lists, the Python lock. */
export const descriptions = join(root, 'local', 'runtime');

/**
 * Unfinished parts. Emptied by the holder of the lock; on the same file system as their final places, so that rename is
 * atomic.
 */
export const staging = join(runtime, 'setup-staging');

/** Output of the commands that setup ran, one file a part. */
export const logs = join(runtime, 'setup-logs');
