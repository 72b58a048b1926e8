import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { EnvironmentTemplates } from '../../assembly/environment-templates';
import { LocalRunError } from '../../local-run-error';
import { awsClientConfig } from '../../servers/aws-client-config';
import type { Kind } from '../kind';
import { startAws } from './start-aws';

const run = promisify(execFile);

/** What an account has before anything is deployed: the services behind one endpoint, all in one server. */
export const account: Kind = {
  name: 'account',
  evidence: 'stood in for',
  resources: {},
  open: async ({ next, setPlatform }) => {
    const { supervisor, runtime, pickPort, access, steps, local } = next;
    const aws = await steps.run('start S3, DynamoDB, Secrets Manager and Glue Data Catalog', () =>
      startAws(supervisor, runtime, pickPort, access),
    );
    setPlatform({ aws, awsClient: awsClientConfig(aws.endpoint, regionOf(next.templates)) });
    local.setAws(aws);
  },
  standIns: ({ platform }) => [
    { deployed: 'Amazon S3, AWS Secrets Manager, AWS Glue Data Catalog', local: platform.aws.kind },
  ],
  versions: async ({ python }) => {
    const { stdout } = await run(python, ['-c', 'from importlib.metadata import version; print(version("moto"))']);
    return { moto: stdout.trim() };
  },
};

function regionOf({ environment, stacks }: EnvironmentTemplates): string {
  const [stack] = stacks;
  if (stack === undefined) throw new LocalRunError(`${environment} has no stack`);
  return stack.region;
}
