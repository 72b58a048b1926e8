import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { collectOutput } from '../processes/collect-output';
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
  const { exitCode, said } = await collectOutput({
    command: 'sh',
    args: ['-c', app],
    cwd: project,
    env: {
      ...variables,
      CDK_OUTDIR: output,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...CONTEXT }),
      CDK_VALIDATION: 'false',
    },
    signal,
  });
  if (exitCode !== 0) {
    const tail = said.split('\n').slice(-TAIL_LINES).join('\n');
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
