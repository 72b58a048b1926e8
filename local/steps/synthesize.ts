import { join } from 'node:path';

import type { RunPaths } from '../paths';
import type { Supervisor } from '../processes/supervisor';
import type { RunOptions } from '../run-options';

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
  const child = supervisor.start({
    name: 'synth',
    command: process.execPath,
    args: [join(projectDirectory, 'node_modules', 'aws-cdk', 'bin', 'cdk'), 'synth', '--quiet', '--output', assembly],
    // Validation of the templates has its own test; here it would only cost time.
    env: { ...variables, CDK_VALIDATION: 'false' },
    cwd: projectDirectory,
  });
  if ((await child.ended) !== 0) throw child.failure();
  return assembly;
}
