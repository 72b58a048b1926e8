import type { RestCatalog, SinkCatalog } from '../../../connectors/sinks/iceberg-catalog';
import { restCatalogProblems } from '../../../connectors/sinks/iceberg-catalog-problems';
import { icebergTableProblems } from '../../../connectors/sinks/iceberg-problems';
import { icebergTables } from '../../../connectors/sinks/iceberg-tables';
import { CHANGES } from '../../fixtures/iceberg';

const REST: RestCatalog = { kind: 'rest', uri: 'https://catalog.example/api', files: 's3://files/lake' };

function catalogOf(catalog: SinkCatalog): Record<string, string> {
  const entries = Object.entries(icebergTables({ ...CHANGES, catalog }).config);
  const own = entries.filter(([key]) => key.startsWith('iceberg.catalog.'));
  return Object.fromEntries(own.map(([key, value]) => [key.slice('iceberg.catalog.'.length), value]));
}

test('the Data Catalog', () => {
  expect(catalogOf({ kind: 'glue', warehouse: 's3://a/b' })).toEqual({
    'catalog-impl': 'org.apache.iceberg.aws.glue.GlueCatalog',
    'io-impl': 'org.apache.iceberg.aws.s3.S3FileIO',
    warehouse: 's3://a/b',
    'client.region': 'eu-west-1',
  });
});

test('a table bucket, signed in by the role', () => {
  const tableBucketArn = 'arn:aws:s3tables:eu-west-1:111122223333:bucket/lake';
  expect(catalogOf({ kind: 's3-tables', tableBucketArn })).toEqual({
    type: 'rest',
    uri: 'https://s3tables.eu-west-1.amazonaws.com/iceberg',
    warehouse: tableBucketArn,
    'rest.auth.type': 'sigv4',
    'rest.auth.sigv4.delegate-auth-type': 'none',
    'rest.signing-name': 's3tables',
    'rest.signing-region': 'eu-west-1',
    'rest-metrics-reporting-enabled': 'false',
    's3.delete-enabled': 'false',
    'io-impl': 'org.apache.iceberg.aws.s3.S3FileIO',
    'client.region': 'eu-west-1',
  });
});

test('a REST catalog that lets in whoever reaches it', () => {
  expect(catalogOf(REST)).toEqual({
    type: 'rest',
    uri: 'https://catalog.example/api',
    'rest.auth.type': 'none',
    'io-impl': 'org.apache.iceberg.aws.s3.S3FileIO',
    'client.region': 'eu-west-1',
  });
});

test('a REST catalog that hands out ways to files, to a client with a secret', () => {
  const signIn = {
    by: 'credential',
    secretName: 'lake/client',
    serverUri: 'https://id.example/t',
    scope: 'all',
  } as const;
  const catalog: RestCatalog = { ...REST, warehouse: 'sales', files: 'vended', signIn };
  expect(catalogOf(catalog)).toMatchObject({
    warehouse: 'sales',
    'header.X-Iceberg-Access-Delegation': 'vended-credentials',
    'rest.auth.type': 'oauth2',
    credential: '${secretsmanager:lake/client:credential}',
    'oauth2-server-uri': 'https://id.example/t',
    scope: 'all',
  });
  const { secretNames, worker } = icebergTables({ ...CHANGES, catalog });
  expect(secretNames).toEqual(['lake/client']);
  expect(worker['config.providers']).toContain('secretsmanager');
  expect(icebergTables(CHANGES).worker['config.providers']).toBeUndefined();
  expect(restCatalogProblems('to.catalog', catalog)).toEqual([]);
});

describe('fails', () => {
  const signIn = { by: 'token', secretName: 's' } as const;
  test.each<[string, Partial<RestCatalog>, string]>([
    [
      'what is no address',
      { uri: 'catalog' },
      '`to.catalog.uri` must be https://…, for who signs in shows a secret there, got: no address',
    ],
    [
      'an address in clear',
      { uri: 'http://catalog.example' },
      '`to.catalog.uri` must be https://…, for who signs in shows a secret there, got: http:',
    ],
    [
      'a way that connectors have not',
      { uri: 'https://catalog.example:8181/api' },
      '`to.catalog.uri` must be on port 443, by which alone connectors are let out, got: 8181',
    ],
    [
      'a secret in an address',
      { uri: 'https://me:hidden@catalog.example' },
      '`to.catalog.uri` must not hold a secret: `signIn` names the one that has it, got: a user or a password',
    ],
    [
      'a query',
      { uri: 'https://catalog.example/?token=hidden' },
      '`to.catalog.uri` must end with a path, got: a query',
    ],
    [
      'a warehouse without a name',
      { warehouse: '' },
      "`to.catalog.warehouse` must name a warehouse, or be left out, got: ''",
    ],
    [
      'a whole bucket',
      { files: 's3://files' },
      '`to.catalog.files` must be vended, or s3://<bucket>/<prefix> without a slash at its end, got: s3://files',
    ],
    [
      'the ARN of a secret',
      { signIn: { ...signIn, secretName: 'arn:aws:secretsmanager:x' } },
      '`to.catalog.signIn.secretName` must be the name of a secret, and not its ARN, got: 24 characters that are none',
    ],
    [
      'another way to sign in',
      { signIn: { ...signIn, by: 'password' as never } },
      '`to.catalog.signIn.by` must be one of credential, token, got: password',
    ],
    [
      'a server of tokens for one that is there',
      { signIn: { ...signIn, serverUri: 'https://id.example' } },
      '`to.catalog.signIn.serverUri` must not be set where a token is given, for none is asked for, got: https://id.example',
    ],
    [
      'an empty scope',
      { signIn: { by: 'credential', secretName: 's', scope: '' } },
      "`to.catalog.signIn.scope` must say what is asked for, or be left out, got: ''",
    ],
  ])('on %s', (_what, changes, message) => {
    expect(restCatalogProblems('to.catalog', { ...REST, ...changes })).toEqual([message]);
  });

  test.each([
    ['iceberg.catalog.catalog-impl', 'x', 'for `catalog` says where tables are, got: x'],
    ['iceberg.catalog.uri', 'x', 'for `catalog` says where tables are, got: x'],
    ['iceberg.catalog.token', 'hidden', 'for `catalog.signIn` names the secret that has it, got: 6 characters'],
    [
      'iceberg.catalog.header.Authorization',
      'hidden',
      'for `catalog.signIn` names the secret that has it, got: 6 characters',
    ],
  ])('on a setting %s', (key, value, message) => {
    expect(icebergTableProblems('to', { ...CHANGES, settings: { [key]: value } })).toEqual([
      `\`to.settings.${key}\` must not be set, ${message}`,
    ]);
  });
});
