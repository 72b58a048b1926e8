import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App,
  CfnCondition,
  CfnOutput,
  CfnResource,
  CrossStackReferences,
  Fn,
  ReferenceStrength,
  Stack,
  Stage,
  Token,
} from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';

import type { EnvironmentTemplates } from '../../../local/assembly/environment-templates';
import { loadAssembly, selectEnvironment } from '../../../local/assembly/load-assembly';
import { TemplateResolver } from '../../../local/assembly/template-resolver';
import { generatedSecretName } from '../../../local/kinds/physical-name';
import { resourceOf } from '../../support/local-templates';

let directory: string;
let dev: EnvironmentTemplates;

/** One app with one stage, whose second stack refers to the first in every way that the CDK writes. */
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'tributary-assembly-'));
  const code = join(directory, 'code');
  mkdirSync(code);
  writeFileSync(join(code, 'index.js'), '');
  const app = new App({ outdir: join(directory, 'cdk.out') });
  const stage = new Stage(app, 'dev', { env: { region: 'eu-west-1' } });
  const base = new Stack(stage, 'Base');
  const strong = new Bucket(base, 'Strong');
  const weak = new Bucket(base, 'Weak');
  CrossStackReferences.of(weak).produce(ReferenceStrength.WEAK);
  const secret = new Secret(base, 'Secret');
  const top = new Stack(stage, 'Top');
  new Bucket(top, 'User', { bucketName: `${strong.bucketName}-${weak.bucketName}` });
  new Bucket(top, 'SecretUser', { bucketName: secret.secretName });
  new CfnOutput(top, 'Code', { value: new Asset(top, 'Code Asset', { path: code }).s3ObjectKey });
  app.synth();
  dev = selectEnvironment(loadAssembly(join(directory, 'cdk.out')), 'dev');
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('reads stacks with their names, places and assets', () => {
  expect(dev.stacks.map(({ stackName, account, region }) => [stackName, account, region])).toEqual([
    ['dev-Base', '000000000000', 'eu-west-1'],
    ['dev-Top', '000000000000', 'eu-west-1'],
  ]);
  const [asset] = dev.stacks[1]?.assets.filter(({ packaging }) => packaging === 'zip') ?? [];
  expect(asset?.path).toMatch(new RegExp(`^${directory}/cdk.out/asset\\.[0-9a-f]{64}$`));
  expect(asset?.objectKey).toMatch(/^[0-9a-f]{64}\.zip$/);
});

test('strong and weak references and secret names resolve as the CDK writes them', () => {
  const resolver = new TemplateResolver(dev, {
    attribute: (resource) =>
      resource.type === 'AWS::SecretsManager::Secret'
        ? `arn:aws:secretsmanager:eu-west-1:000000000000:secret:${generatedSecretName(resource)}-AbCdEf`
        : resource.logicalId.replace(/[0-9A-F]{8}$/, '').toLowerCase(),
    secretString: () => '',
  });
  const named = (prefix: string): string => {
    const ids = dev.stacks.flatMap((stack) => [...stack.resources.keys()]);
    const resource = resourceOf(dev, ids.find((id) => id.startsWith(prefix)) ?? '');
    return resource.type === 'AWS::S3::Bucket' ? resolver.text(resource, 'BucketName') : generatedSecretName(resource);
  };
  expect(named('User')).toBe('strong-weak');
  expect(named('SecretUser')).toBe(named('Secret'));
});

test('fails for an environment that is not there, naming those that are', () => {
  const environments = loadAssembly(join(directory, 'cdk.out'));
  expect(() => selectEnvironment(environments, 'staging')).toThrow('`--environment` must be one of dev, got: staging');
});

test('fails for a folder without an app', () => {
  expect(() => loadAssembly(directory)).toThrow(`there is no synthesized app in ${directory}: run \`npm run synth\``);
});

describe('conditions', () => {
  /** Loads an app of one stack with a condition that nothing depends on yet. */
  function load(name: string, add: (stack: Stack, condition: CfnCondition) => void): EnvironmentTemplates {
    const app = new App({ outdir: join(directory, name) });
    const stack = new Stack(new Stage(app, 'dev'), 'Base');
    new CfnBucket(stack, 'Plain');
    add(stack, new CfnCondition(stack, 'IsEast', { expression: Fn.conditionEquals(stack.region, 'us-east-1') }));
    app.synth();
    return selectEnvironment(loadAssembly(join(directory, name)), 'dev');
  }

  test.each<[string, (stack: Stack, condition: CfnCondition) => void, RegExp]>([
    [
      'a resource',
      (stack, condition) => {
        new CfnBucket(stack, 'Some').cfnOptions.condition = condition;
      },
      /^resource dev-Base\/Some must have no `Condition`, got: "IsEast"\. .*not read here/,
    ],
    [
      'an output',
      (stack, condition) => {
        new CfnOutput(stack, 'Out', { value: 'x', condition });
      },
      /^output dev-Base\.Outputs\.Out must have no `Condition`, got: "IsEast"/,
    ],
    [
      'a value of a resource',
      (stack, condition) => {
        const name = Token.asString(Fn.conditionIf(condition.logicalId, 'a', 'b'));
        new CfnBucket(stack, 'Some', { bucketName: `raw-${name}` });
      },
      /^resource dev-Base\/Some must not choose by `Fn::If`, got: "IsEast"/,
    ],
    [
      'the value of an output',
      (stack, condition) => {
        new CfnOutput(stack, 'Out', { value: Token.asString(Fn.conditionIf(condition.logicalId, 'a', 'b')) });
      },
      /^output dev-Base\.Outputs\.Out must not choose by `Fn::If`/,
    ],
  ])('%s that depends on one is refused', (what, add, words) => {
    expect(() => load(`refused-${what.replaceAll(' ', '-')}`, add)).toThrow(words);
  });

  test('one that nothing depends on, and that of what the CDK reports, are all right', () => {
    const loaded = load('tolerated', (stack, condition) => {
      new CfnResource(stack, 'CDKMetadata', { type: 'AWS::CDK::Metadata' }).cfnOptions.condition = condition;
      const secure = { Bool: { 'aws:SecureTransport': 'true' } };
      const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition: secure };
      new CfnManagedPolicy(stack, 'Policy', { policyDocument: { Version: '2012-10-17', Statement: [statement] } });
    });
    expect([...(loaded.stacks[0]?.resources.keys() ?? [])]).toEqual(['Plain', 'CDKMetadata', 'Policy']);
  });
});
