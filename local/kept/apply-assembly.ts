import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { synthesizeApp } from '../assembly/synthesize';
import { selectRun } from '../control/select-run';
import { sendCommand } from '../control/send-command';

export interface ApplyOptions {
  /** Working copy of the run. */
  readonly projectDirectory: string;
  /** Synthesized app to apply; undefined synthesizes first. */
  readonly app: string | undefined;
  /** Environment that has to run; undefined for whatever runs. */
  readonly environment: string | undefined;
  /** Id of the run, when several stay up. */
  readonly runId: string | undefined;
  /** Only print what would be done. */
  readonly planOnly: boolean;
  /** Update stacks whose template did not change, too, as `cdk deploy --force`. */
  readonly force: boolean;
  /** Environment variables of the caller. */
  readonly variables: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
}

/**
 * Applies a synthesized app to a run that stays up, as a deployment would.
 *
 * @returns the exit code: 0 when it is done, or would be possible
 * @throws LocalRunError when there is no such run, or synthesis fails
 */
export async function applyAssembly(options: ApplyOptions): Promise<number> {
  const { projectDirectory, planOnly, force, print } = options;
  const run = selectRun(projectDirectory, options.environment, options.runId);
  const synthesized = join(run.directory, `synth-${process.pid}`);
  try {
    const app = options.app ?? (await synthesizeApp({ ...options, output: synthesized }));
    return await sendCommand(run, { command: 'apply', app: resolve(app), planOnly, force }, print);
  } finally {
    rmSync(synthesized, { recursive: true, force: true });
  }
}
