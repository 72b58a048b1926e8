import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { signalGroup } from '../processes/end-process-group';
import { ReviewError } from './review-error';

/** What the CDK's command line gives to an app beside `cdk.json`, and that nothing is bundled: templates need no Maven. */
const CONTEXT = {
  'aws:cdk:bundling-stacks': [],
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:version-reporting': false,
};

/** Lines of an app's last words that an error repeats. */
const TAIL_LINES = 30;

export interface OfflineSynthesis {
  /** Folder with the app's `cdk.json`. */
  readonly project: string;
  /** Folder to synthesize to. */
  readonly output: string;
  /** What the app is, for errors. */
  readonly label: string;
  readonly variables: NodeJS.ProcessEnv;
  /** Ends the app. */
  readonly signal: AbortSignal;
}

/**
 * Runs an app as the CDK's command line does, which takes no context that switches bundling off. Nothing is looked up, bundled
 * or validated.
 *
 * @throws ReviewError with what the app said last
 */
export async function synthesizeOffline(synthesis: OfflineSynthesis): Promise<void> {
  const { project, output, label, variables, signal } = synthesis;
  const { app, context } = await settings(project, label);
  signal.throwIfAborted();
  const child = spawn('sh', ['-c', app], {
    cwd: project,
    env: {
      ...variables,
      CDK_OUTDIR: output,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...CONTEXT }),
      CDK_VALIDATION: 'false',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that all that the app started ends with it.
    detached: true,
  });
  const end = (): void => {
    if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
  };
  signal.addEventListener('abort', end, { once: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => signal.removeEventListener('abort', end));
  if (exitCode !== 0) {
    const tail = said.trim().split('\n').slice(-TAIL_LINES).join('\n');
    throw new ReviewError(`${label} cannot be synthesized (exit code ${exitCode}):\n${tail}`);
  }
}

async function settings(
  project: string,
  label: string,
): Promise<{ readonly app: string; readonly context: Record<string, unknown> }> {
  try {
    const { app, context = {} } = JSON.parse(await readFile(join(project, 'cdk.json'), 'utf8'));
    return { app, context };
  } catch (cause) {
    throw new ReviewError(`${label} has no cdk.json that can be read`, { cause });
  }
}
