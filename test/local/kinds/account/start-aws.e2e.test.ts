import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  CreateDatabaseCommand,
  CreateTableCommand,
  GetDatabaseCommand,
  GetTableCommand,
  GetTablesCommand,
  GlueClient,
} from '@aws-sdk/client-glue';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

import { BrokerAccess } from '../../../../local/access/broker-access';
import type { Statement } from '../../../../local/access/read-roles';
import { readUsage, type Usage } from '../../../../local/access/read-usage';
import { startAws } from '../../../../local/kinds/account/start-aws';
import { runtimePaths } from '../../../../local/paths';
import { pickFreePort } from '../../../../local/processes/start-on-free-port';
import { Supervisor } from '../../../../local/processes/supervisor';
import { type AwsClientConfig, awsClientConfig } from '../../../../local/servers/aws-client-config';

const ROOT = resolve(__dirname, '..', '..', '..', '..');
const REGION = 'us-east-1';
const CATALOG = `arn:aws:glue:${REGION}:000000000000`;

const folder = mkdtempSync(join(tmpdir(), 'tributary-aws-'));
const supervisor = new Supervisor('aws-test', folder);
const access = new BrokerAccess('arn:aws:kafka:us-east-1:1:cluster/c/u', join(folder, 'access'));
let administrator: AwsClientConfig;
let secretArn: string;

beforeAll(async () => {
  const runtime = runtimePaths(join(ROOT, '.runtime'), process.env);
  access.setRoles([]);
  const aws = await startAws(supervisor, runtime, pickFreePort, access);
  administrator = {
    ...awsClientConfig(aws.endpoint, REGION),
    // As people are told them.
    credentials: { accessKeyId: aws.user ?? '', secretAccessKey: aws.password ?? '' },
  };
  const s3 = new S3Client(administrator);
  for (const Bucket of ['own', 'other']) {
    await s3.send(new CreateBucketCommand({ Bucket }));
    for (const Key of ['raw/a b+c', 'delta/a']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'v' }));
  }
  const secrets = new SecretsManagerClient(administrator);
  for (const Name of ['own/cdc', 'own/admin']) {
    const { ARN } = await secrets.send(new CreateSecretCommand({ Name, SecretString: 's' }));
    if (Name === 'own/cdc') secretArn = ARN ?? '';
  }
  const glue = new GlueClient(administrator);
  for (const Name of ['sales', 'hr']) {
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name } }));
    await glue.send(new CreateTableCommand({ DatabaseName: Name, TableInput: { Name: 'people' } }));
  }
}, 60_000);

afterAll(async () => {
  await supervisor.stopAll();
  rmSync(folder, { recursive: true, force: true });
});

const allow = (Action: unknown, Resource: unknown, others: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...others,
});

/** Clients of a role that has these statements. */
function clients(...statements: Statement[]): { s3: S3Client; secrets: SecretsManagerClient; glue: GlueClient } {
  access.setRoles([{ name: 'reader', statements }]);
  const config = { ...administrator, credentials: access.keyOf('reader') };
  return { s3: new S3Client(config), secrets: new SecretsManagerClient(config), glue: new GlueClient(config) };
}

/** What was decided since the role has its statements. */
function decisions(): string[] {
  const { generation } = access;
  const made: Usage[] = readUsage(access.usageFile).filter((usage) => usage.generation === generation);
  return made.map(({ decision, action, resource }) => `${decision} ${action} ${resource}`);
}

describe('objects', () => {
  const read = (Bucket: string, Key: string): GetObjectCommand => new GetObjectCommand({ Bucket, Key });

  test('are read where a statement says so, and nowhere else', async () => {
    const { s3 } = clients(allow('s3:GetObject', 'arn:aws:s3:::own/raw/*'));
    await expect(s3.send(read('own', 'raw/a b+c'))).resolves.toBeDefined();
    await expect(s3.send(read('other', 'raw/a b+c'))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        'role/reader is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::other/raw/a b+c',
      ),
    });
    await expect(s3.send(read('own', 'delta/a'))).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(s3.send(new DeleteObjectCommand({ Bucket: 'own', Key: 'raw/a b+c' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    expect(decisions()).toEqual([
      'allow s3:GetObject arn:aws:s3:::own/raw/a b+c',
      'implicitDeny s3:GetObject arn:aws:s3:::other/raw/a b+c',
      'implicitDeny s3:GetObject arn:aws:s3:::own/delta/a',
      'implicitDeny s3:DeleteObject arn:aws:s3:::own/raw/a b+c',
    ]);
  });

  test('are listed below the prefixes of a condition', async () => {
    const { s3 } = clients(
      allow('s3:ListBucket', 'arn:aws:s3:::own', { Condition: { StringLike: { 's3:prefix': 'raw/*' } } }),
    );
    const list = (Prefix?: string): Promise<unknown> => s3.send(new ListObjectsV2Command({ Bucket: 'own', Prefix }));
    await expect(list('raw/a')).resolves.toMatchObject({ KeyCount: 1 });
    await expect(list('delta/')).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(list()).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('that are missing are told so only to those who may list', async () => {
    const head = new HeadObjectCommand({ Bucket: 'own', Key: 'raw/none' });
    const reading = allow('s3:GetObject', 'arn:aws:s3:::own/raw/*');
    const listing = allow('s3:ListBucket', 'arn:aws:s3:::own');
    await expect(clients(reading).s3.send(head)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    expect(decisions()).toContain('implicitDeny s3:ListBucket arn:aws:s3:::own');
    await expect(clients(reading, listing).s3.send(head)).rejects.toMatchObject({ name: 'NotFound' });
  });

  test('are deleted in one request, and copied, by the rights in each of them', async () => {
    const { s3 } = clients(allow(['s3:DeleteObject', 's3:PutObject'], 'arn:aws:s3:::own/raw/*'));
    const Objects = [{ Key: 'raw/none' }, { Key: 'delta/a' }];
    const { Errors } = await s3.send(new DeleteObjectsCommand({ Bucket: 'own', Delete: { Objects } }));
    expect(Errors?.map(({ Code }) => Code)).toContain('AccessDenied');
    const copy = new CopyObjectCommand({ Bucket: 'own', Key: 'raw/copy', CopySource: 'other/raw/a%20b%2Bc' });
    await expect(s3.send(copy)).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(decisions()).toEqual([
      'allow s3:DeleteObject arn:aws:s3:::own/raw/none',
      'implicitDeny s3:DeleteObject arn:aws:s3:::own/delta/a',
      'allow s3:PutObject arn:aws:s3:::own/raw/copy',
      'implicitDeny s3:GetObject arn:aws:s3:::other/raw/a b+c',
    ]);
    await expect(new S3Client(administrator).send(read('own', 'delta/a'))).resolves.toBeDefined();
  });
});

test('a secret is read by its ARN, by its name and by what its ARN begins with, and no other is', async () => {
  const { secrets } = clients(allow('secretsmanager:GetSecretValue', `${secretArn.slice(0, -6)}??????`));
  const value = (SecretId: string): Promise<unknown> => secrets.send(new GetSecretValueCommand({ SecretId }));
  for (const id of [secretArn, 'own/cdc', secretArn.slice(0, -7)]) {
    await expect(value(id)).resolves.toMatchObject({ SecretString: 's' });
  }
  await expect(value('own/admin')).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringMatching(/secretsmanager:GetSecretValue on resource: arn:.*:secret:own\/admin-/),
  });
  await expect(value('none')).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('a table of the catalog is read by rights in it and in all above it', async () => {
  const above = [`${CATALOG}:catalog`, `${CATALOG}:database/sales`];
  const actions = ['glue:GetTable', 'glue:GetDatabase'];
  const { glue } = clients(allow(actions, [...above, `${CATALOG}:table/sales/*`]));
  const table = (DatabaseName: string): GetTableCommand => new GetTableCommand({ DatabaseName, Name: 'people' });
  await expect(glue.send(table('sales'))).resolves.toBeDefined();
  await expect(glue.send(new GetDatabaseCommand({ Name: 'sales' }))).resolves.toBeDefined();
  await expect(glue.send(table('hr'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(glue.send(new GetTablesCommand({ DatabaseName: 'sales' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  expect(decisions()).toContain(`implicitDeny glue:GetTable ${CATALOG}:database/hr`);
  const alone = clients(allow(actions, `${CATALOG}:table/sales/*`)).glue;
  await expect(alone.send(table('sales'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('nobody is let in by a key that no role has, or without its session token', async () => {
  const { glue } = clients(allow('*', '*'));
  await expect(glue.send(new GetDatabaseCommand({ Name: 'sales' }))).resolves.toBeDefined();
  const { accessKeyId, secretAccessKey } = access.keyOf('reader');
  for (const credentials of [
    { accessKeyId, secretAccessKey },
    { accessKeyId: 'stranger', secretAccessKey },
  ]) {
    const config = { ...administrator, credentials };
    await expect(new GlueClient(config).send(new GetDatabaseCommand({ Name: 'sales' }))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    await expect(
      new S3Client(config).send(new GetObjectCommand({ Bucket: 'own', Key: 'delta/a' })),
    ).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
  }
});
