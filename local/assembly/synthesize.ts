import { join } from 'node:path';

import { LocalRunError } from '../local-run-error';
import type { RunPaths } from '../paths';
import { collectOutput } from '../processes/collect-output';
import type { Supervisor } from '../processes/supervisor';
import type { RunOptions } from '../run-options';

/** The app cannot be synthesized. */
export class SynthesisError extends LocalRunError {}

/**
 * Synthesizes every environment, as a deployment would, into a folder of the run's own.
 *
 * @returns the synthesized app
 */
export async function synthesize(
  supervisor: Supervisor,
  { projectDirectory, variables }: RunOptions,
  { assembly }: RunPaths,
): Promise<string> {
  const { command, args, env } = synthCommand(projectDirectory, assembly, variables);
  const child = supervisor.start({ name: 'synth', command, args, env, cwd: projectDirectory });
  if ((await child.ended) !== 0) throw child.failure();
  return assembly;
}

export interface SynthesizeInputs {
  readonly projectDirectory: string;
  /** Folder to synthesize to. */
  readonly output: string;
  readonly variables: NodeJS.ProcessEnv;
}

/**
 * The same for a command that is no run of its own.
 *
 * @returns the synthesized app
 * @throws SynthesisError with what the CDK said
 */
export async function synthesizeApp({ projectDirectory, output, variables }: SynthesizeInputs): Promise<string> {
  const { command, args, env } = synthCommand(projectDirectory, output, variables);
  const { exitCode, said } = await collectOutput({ command, args, env, cwd: projectDirectory });
  if (exitCode !== 0) throw new SynthesisError(`the app cannot be synthesized (exit code ${exitCode}):\n${said}`);
  return output;
}

function synthCommand(
  projectDirectory: string,
  output: string,
  variables: NodeJS.ProcessEnv,
): { readonly command: string; readonly args: string[]; readonly env: NodeJS.ProcessEnv } {
  return {
    command: process.execPath,
    args: [join(projectDirectory, 'node_modules', 'aws-cdk', 'bin', 'cdk'), 'synth', '--quiet', '--output', output],
    // Validation of the templates has its own test; here it would only cost time.
    env: { ...variables, CDK_VALIDATION: 'false' },
  };
}
