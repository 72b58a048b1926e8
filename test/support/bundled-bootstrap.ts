import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BootstrapRequest, type SourceRequest, toProperties } from '../../lib/source/bootstrap/bootstrap-request';
import { toCheckInput } from '../../lib/source/bootstrap/check-request';
import { bundleBootstrap } from '../../lib/source/bootstrap-bundle';
import { startSecretsManagerServer } from './secrets-manager-server';

export const SECRETS = {
  admin: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:AdminSecret-AbCdEf012345-gHiJkL',
  cdc: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:CdcSecret-AbCdEf012345-gHiJkL',
  app: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:AppSecret-AbCdEf012345-gHiJkL',
};
/** Of the users that the bootstrap makes. */
export const PASSWORDS = { cdc: "Cdc-pass'word\\1", app: 'App-password_1' };
const RUNNER = `require('./index.js')[process.argv[2]](JSON.parse(process.argv[1])).then(
  (response) => console.log(JSON.stringify(response)),
  (error) => { console.error(error.stack); process.exitCode = 1; });`;

export interface BootstrapOutcome {
  readonly code: number;
  /** Everything that was said. */
  readonly output: string;
}

/** A bundled bootstrap handler, and the Secrets Manager that it works with. */
export interface BundledBootstrap {
  readonly bundle: string;
  /** Runs the bundle on this Node.js with nothing around it. */
  run(request: BootstrapRequest, event?: object, environment?: NodeJS.ProcessEnv): Promise<BootstrapOutcome>;
  /** Runs the scheduled check of the same bundle. */
  check(request: SourceRequest): Promise<BootstrapOutcome>;
  setSecret(user: keyof typeof SECRETS, password: string): void;
  stop(): Promise<void>;
}

/**
 * @param caFile of the authority that the server's certificate is of
 * @param adminPassword of the user `admin` of that server
 */
export async function startBundledBootstrap(
  sample: string,
  caFile: string,
  adminPassword: string,
): Promise<BundledBootstrap> {
  // Outside of the repository: nothing but the bundle itself can be loaded.
  const bundle = mkdtempSync(join(tmpdir(), 'bundle-'));
  bundleBootstrap(bundle, sample);
  const secretsManager = await startSecretsManagerServer();
  const setSecret: BundledBootstrap['setSecret'] = (user, password) => {
    secretsManager.secrets.set(SECRETS[user], JSON.stringify({ username: user, password }));
  };
  const environmentOf = (more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: secretsManager.url,
    DATABASE_CA_FILE: caFile,
    ...more,
  });
  setSecret('admin', adminPassword);
  setSecret('cdc', PASSWORDS.cdc);
  setSecret('app', PASSWORDS.app);
  return {
    bundle,
    setSecret,
    run: (request, event = {}, environment = {}) =>
      runBundle(
        bundle,
        'handler',
        {
          RequestType: 'Create',
          LogicalResourceId: 'Bootstrap',
          ResourceProperties: toProperties(request),
          ...event,
        },
        environmentOf(environment),
      ),
    check: (request) => runBundle(bundle, 'check', toCheckInput({ ...request, stack: 'Test' }), environmentOf({})),
    stop: async () => {
      await secretsManager.stop();
      rmSync(bundle, { recursive: true, force: true });
    },
  };
}

function runBundle(
  bundle: string,
  exported: 'handler' | 'check',
  event: object,
  env: NodeJS.ProcessEnv,
): Promise<BootstrapOutcome> {
  return new Promise((resolve) => {
    const args = ['-e', RUNNER, JSON.stringify(event), exported];
    execFile(process.execPath, args, { cwd: bundle, env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : 1, output: stdout + stderr }),
    );
  });
}
