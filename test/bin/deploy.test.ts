import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../../bin/deploy/aws-account';
import { type DeployInputs, deploy } from '../../bin/deploy/deploy';
import { PlatformStage } from '../../lib/platform-stage';
import { RETAINING, SMALL } from '../fixtures/environments';
import { STRANGER } from '../fixtures/stranger';
import { testApp } from '../support/test-app';

const folder = mkdtempSync(join(tmpdir(), 'tributary-deploy-'));
const app = testApp();
const NAMESAKE = { ...SMALL, name: `${SMALL.name}-eu` };
for (const config of [SMALL, NAMESAKE, RETAINING, STRANGER]) new PlatformStage(app, config);
const synthesized = app.synth().directory;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Zones as an account may have them. */
const ZONES: Record<string, string> = { 'us-east-1a': 'use1-az6', 'us-east-1b': 'use1-az1', 'us-east-1c': 'use1-az2' };
const SUBNETS = Object.fromEntries([0, 1, 2].map((n) => [`subnet-0123456789abcdef${n}`, `euc1-az${n + 1}`]));

/** Where the events of a table of one environment are archived. */
const SUPPLIERS = 's3://archive-of-Tributary-small-Lake/raw/sales.salesdb.SUPPLIER/';

interface Run {
  readonly outcome: Promise<number>;
  readonly commands: string[];
  readonly guarded: string[];
}

function run(
  args: string[],
  changes: Partial<DeployInputs> & { readonly zones?: Record<string, string>; readonly archived?: string[] } = {},
): Run {
  const commands: string[] = [];
  const guarded: string[] = [];
  const account: Account = {
    zoneIds: () => Promise.resolve(new Map(Object.entries(changes.zones ?? { ...ZONES, ...SUBNETS }))),
    output: (_region, stackName) =>
      Promise.resolve(changes.archived === undefined ? undefined : `archive-of-${stackName}`),
    template: () => Promise.resolve(undefined),
    hasObjects: (_region, bucket, prefix) =>
      Promise.resolve(changes.archived?.includes(`s3://${bucket}/${prefix}`) ?? false),
    protect: (region, stackName) => {
      guarded.push(`${region} ${stackName}`);
      return Promise.resolve();
    },
  };
  const assembly = join(folder, 'cdk.out');
  const cdk = (given: readonly string[]): Promise<number> => {
    commands.push(given[0] ?? '');
    if (given[0] === 'synth') cpSync(synthesized, assembly, { recursive: true });
    return Promise.resolve(0);
  };
  return { outcome: deploy({ args, assembly, account, cdk, print: () => {}, ...changes }), commands, guarded };
}

test('stacks with data are protected once they are there, in their region', async () => {
  const { outcome, commands, guarded } = run(['retaining/*', '--require-approval', 'never']);
  expect(await outcome).toBe(0);
  expect(commands).toEqual(['synth', 'deploy']);
  expect(guarded.sort()).toEqual(
    ['Database-sales', 'Lake', 'Streaming', 'Topics-sales'].map((name) => `us-east-1 Tributary-retaining-${name}`),
  );
});

test('what a chosen stack depends on is deployed with it, and so protected and asked about', async () => {
  const chosen = run(['retaining/Pipeline-raw']);
  expect(await chosen.outcome).toBe(0);
  expect(chosen.guarded.sort()).toEqual(
    ['Lake', 'Streaming', 'Topics-sales'].map((name) => `us-east-1 Tributary-retaining-${name}`),
  );
  await expect(run(['small/Pipeline-raw'], { archived: [SUPPLIERS] }).outcome).rejects.toThrow(
    'got: sales.salesdb.SUPPLIER',
  );
  for (const option of ['-e', '--exclusively']) {
    const alone = run(['retaining/Pipeline-raw', option]);
    expect([await alone.outcome, alone.guarded]).toEqual([0, []]);
  }
});

test('a deployment that fails protects nothing, and one of what may go neither', async () => {
  const failing = run(['retaining/*'], { cdk: (given) => Promise.resolve(given[0] === 'deploy' ? 3 : 0) });
  expect([await failing.outcome, failing.guarded]).toEqual([3, []]);
  const small = run(['small/**']);
  expect([await small.outcome, small.guarded]).toEqual([0, []]);
});

test('a zone that MSK does not take in this account is refused before anything is made', async () => {
  const { outcome, commands } = run(['small/*'], { zones: { ...ZONES, 'us-east-1b': 'use1-az3' } });
  await expect(outcome).rejects.toThrow(
    '`availabilityZones` must be none in use1-az3, where MSK takes no broker, got: us-east-1b, which is use1-az3 in this account',
  );
  expect(commands).toEqual(['synth']);
});

test('zones and subnets that are not there are refused', async () => {
  await expect(run(['small/*'], { zones: {} }).outcome).rejects.toThrow(
    '`availabilityZones` must be there in this account, got: us-east-1a',
  );
  const { outcome } = run(['stranger/*'], { zones: { 'subnet-0123456789abcdef0': 'euc1-az1' } });
  await expect(outcome).rejects.toThrow(
    '`network.privateSubnetIds` must be there in this account, got: subnet-0123456789abcdef1',
  );
});

test('a topic whose events are archived already is refused before anything is made', async () => {
  const { outcome, commands } = run(['small/Topics-*'], { archived: [SUPPLIERS] });
  await expect(outcome).rejects.toThrow(`got: sales.salesdb.SUPPLIER, with objects below ${SUPPLIERS}`);
  expect(commands).toEqual(['synth']);
  expect(await run(['small/**'], { archived: [] }).outcome).toBe(0);
});

test('each environment is asked about its own archive, also where the name of one begins as that of another', async () => {
  expect(await run(['small-eu/**'], { archived: [SUPPLIERS] }).outcome).toBe(0);
  const archived = [SUPPLIERS.replace('small', 'small-eu')];
  expect(await run(['small/**'], { archived }).outcome).toBe(0);
  await expect(run(['small-eu/**'], { archived }).outcome).rejects.toThrow('archive-of-Tributary-small-eu-Lake');
});

test('nothing is deployed that nobody chose', async () => {
  await expect(run([]).outcome).rejects.toThrow("must be told which stacks, such as 'dev/*'");
  const all = run(['--all']);
  expect(await all.outcome).toBe(0);
  expect(all.guarded.length).toBeGreaterThan(4);
});
