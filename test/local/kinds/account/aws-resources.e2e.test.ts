import { GetTablesCommand, GlueClient } from '@aws-sdk/client-glue';
import { CreateBucketCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { causeChain } from '../../../../local/local-run-error';
import type { RunningDatabase } from '../../../../local/session/running-platform';
import { environmentOf, type RawResource, resourceOf } from '../../../support/local-templates';
import { MadeAccount } from '../../../support/made-account';

type Resources = Record<string, RawResource>;

let account: MadeAccount;

beforeAll(async () => {
  account = await MadeAccount.open();
}, 60_000);

afterAll(() => account?.close());

const update = (resources: Resources): Promise<void> => account.update(resources);

const failure = (work: Promise<void>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => causeChain(error).join('\n'),
  );

describe('buckets', () => {
  const s3 = (): S3Client => new S3Client(account.aws);
  const names = async (): Promise<unknown[]> =>
    ((await s3().send(new ListBucketsCommand())).Buckets ?? []).map(({ Name }) => Name).sort();
  const bucket = (name: string): RawResource => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName: name } });
  const put = (Bucket: string): Promise<unknown> => s3().send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'v' }));

  test('are made, replaced under another name, and deleted', async () => {
    await update({ A: bucket('one') });
    expect(await names()).toEqual(['one']);
    await update({ A: bucket('two'), B: bucket('three') });
    expect(await names()).toEqual(['three', 'two']);
    await update({});
    expect(await names()).toEqual([]);
  });

  test('with objects are deleted only after something emptied them', async () => {
    const emptied: RawResource = { Type: 'Custom::S3AutoDeleteObjects', Properties: { BucketName: { Ref: 'A' } } };
    await update({ A: bucket('one'), E: emptied, B: bucket('full') });
    await put('one');
    await put('full');
    expect(await failure(update({}))).toContain('delete S/B');
    expect(await names()).toEqual(['full']);
  });

  test('that are there already are not taken for new', async () => {
    await s3().send(new CreateBucketCommand({ Bucket: 'taken' }));
    expect(await failure(update({ C: bucket('taken') }))).toContain('there is a bucket taken already');
  });
});

test('secrets are made, given another value, and deleted', async () => {
  const client = new SecretsManagerClient(account.aws);
  const secret = (properties: Record<string, unknown>): Resources => ({
    P: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'p', ...properties } },
  });
  const value = async (): Promise<unknown> =>
    (await client.send(new GetSecretValueCommand({ SecretId: 'p' }))).SecretString;
  const generated = { SecretStringTemplate: '{"username":"u"}', GenerateStringKey: 'password' };
  await update(secret({ GenerateSecretString: { ...generated, PasswordLength: 12 } }));
  const first = await value();
  expect(JSON.parse(String(first))).toEqual({ username: 'u', password: expect.stringMatching(/^.{12}$/) });
  await update(secret({ GenerateSecretString: { ...generated, PasswordLength: 12 }, Description: 'same value' }));
  expect(await value()).toBe(first);
  await update(secret({ GenerateSecretString: { ...generated, PasswordLength: 14 } }));
  expect(JSON.parse(String(await value()))).toEqual({ username: 'u', password: expect.stringMatching(/^.{14}$/) });
  await update({});
  expect((await client.send(new ListSecretsCommand())).SecretList).toEqual([]);
});

test('a secret that is attached says where its database is, and keeps what it said', async () => {
  const client = new SecretsManagerClient(account.aws);
  const resources: Resources = {
    Db: { Type: 'Some::Database' },
    P: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'p', SecretString: '{"username":"u"}' } },
    A: {
      Type: 'AWS::SecretsManager::SecretTargetAttachment',
      Properties: { SecretId: { Ref: 'P' }, TargetId: { Ref: 'Db' } },
    },
  };
  const resource = resourceOf(environmentOf({ S: { Resources: resources } }), 'Db');
  const server = { host: 'db', port: 3306 };
  account.running.setPlatform({ databases: [{ model: { resource }, server } as RunningDatabase] });
  await update(resources);
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'p' }));
  expect(JSON.parse(SecretString ?? '')).toEqual({ username: 'u', engine: 'mysql', host: 'db', port: 3306 });
  account.running.setPlatform({ databases: [] });
  await update({});
});

test('the catalog changes in place, and a table under another name is another one', async () => {
  const tables = async (): Promise<unknown[]> => {
    const { TableList = [] } = await new GlueClient(account.aws).send(new GetTablesCommand({ DatabaseName: 'd' }));
    // Independent tables are made at the same time: which is listed first is chance.
    return TableList.map(({ Name = '', StorageDescriptor }) => [
      Name,
      StorageDescriptor?.Columns?.map((column) => column.Name),
    ]).sort(([one], [other]) => String(one).localeCompare(String(other)));
  };
  const catalog = (columns: Record<string, string[]>, prefix = ''): Resources => ({
    D: { Type: 'AWS::Glue::Database', Properties: { CatalogId: '000000000000', DatabaseInput: { Name: 'd' } } },
    ...Object.fromEntries(
      Object.entries(columns).map(([name, names]) => [
        name,
        {
          Type: 'AWS::Glue::Table',
          Properties: {
            CatalogId: '000000000000',
            DatabaseName: { Ref: 'D' },
            TableInput: {
              Name: prefix + name.toLowerCase(),
              StorageDescriptor: { Columns: names.map((Name) => ({ Name, Type: 'string' })) },
            },
          },
        },
      ]),
    ),
  });
  await update(catalog({ T: ['a'], U: ['x'] }));
  expect(await tables()).toEqual([
    ['t', ['a']],
    ['u', ['x']],
  ]);
  await update(catalog({ T: ['a', 'b'] }));
  expect(await tables()).toEqual([['t', ['a', 'b']]]);
  await update(catalog({ T: ['a', 'b'] }, 'other_'));
  expect(await tables()).toEqual([['other_t', ['a', 'b']]]);
  await update({});
  await expect(tables()).rejects.toMatchObject({ name: 'EntityNotFoundException' });
});
