import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';

import { AWS_ACCOUNT } from './deploy/aws-account';
import { DeployError, deploy } from './deploy/deploy';
import { runCommand } from './run-command';

const projectDirectory = dirname(__dirname);
const args = process.argv.slice(2);

const profile = args.indexOf('--profile');
if (profile >= 0) process.env.AWS_PROFILE = args[profile + 1];

function cdk(given: readonly string[]): Promise<number> {
  const command = join(projectDirectory, 'node_modules', '.bin', 'cdk');
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...given], { cwd: projectDirectory, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

runCommand(
  () => deploy({ args, assembly: join(projectDirectory, 'cdk.out'), account: AWS_ACCOUNT, cdk, print: console.log }),
  { actionable: [DeployError] },
);
