import { readRoles } from '../../../local/access/read-roles';
import { TemplateResolver } from '../../../local/assembly/template-resolver';
import { bindingsOf } from '../../../local/kinds/kind';
import { KINDS } from '../../../local/kinds/kinds';
import { BoundValues } from '../../../local/session/bound-values';
import { LocalValues } from '../../../local/session/local-values';
import { environmentOf, type RawResource, resourceOf } from '../../support/local-templates';

const CLUSTER = 'arn:aws:kafka:us-east-1:000000000000:cluster/c/u';
const source = { attribute: () => CLUSTER, secretString: () => '' };

function rolesOf(resources: Record<string, RawResource>): ReturnType<typeof readRoles> {
  const templates = environmentOf({ S: { Resources: resources } });
  return readRoles(templates, new TemplateResolver(templates, source));
}

const role = (properties: Record<string, unknown> = {}): RawResource => ({
  Type: 'AWS::IAM::Role',
  Properties: properties,
});
const allow = (action: unknown, resource: unknown = '*'): Record<string, unknown> => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});
const policy = (roles: unknown[], statement: unknown): RawResource => ({
  Type: 'AWS::IAM::Policy',
  Properties: { Roles: roles, PolicyDocument: { Statement: statement } },
});

test('a role has what its own policies, and policies that name it, say, with values', () => {
  const roles = rolesOf({
    Role: role({ Policies: [{ PolicyDocument: { Statement: [allow('kafka-cluster:Connect', { Ref: 'Cluster' })] } }] }),
    Other: role(),
    Cluster: { Type: 'AWS::MSK::Cluster' },
    Policy: policy([{ Ref: 'Other' }, { Ref: 'Role' }], [allow(['s3:GetObject']), allow(['kafka-cluster:ReadData'])]),
  });
  expect(roles).toEqual([
    {
      name: 'S-Role',
      statements: [allow('kafka-cluster:Connect', CLUSTER), allow(['s3:GetObject']), allow(['kafka-cluster:ReadData'])],
    },
    { name: 'S-Other', statements: [allow(['s3:GetObject']), allow(['kafka-cluster:ReadData'])] },
  ]);
});

test('a policy may be managed in the template, and a statement stand alone', () => {
  const [found] = rolesOf({
    Role: role({
      RoleName: 'named',
      ManagedPolicyArns: [{ Ref: 'Managed' }, 'arn:aws:iam::aws:policy/AmazonS3FullAccess'],
    }),
    Managed: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: { Statement: allow('kafka-cluster:ReadData') } },
    },
  });
  expect(found).toEqual({ name: 'named', statements: [allow('kafka-cluster:ReadData')] });
});

test.each([
  ...['*', 'kafka*:ReadData', 'KAFKA-CLUSTER:ReadData', 'kafka-cluste?:*'],
  ...['s3:*', 'secretsmanager:GetSecretValue', 'glue:GetTable'],
])('%s may be decided here', (action) => {
  const [found] = rolesOf({ Role: role(), P: policy([{ Ref: 'Role' }], [allow(action)]) });
  expect(found?.statements).toHaveLength(1);
});

test.each(['kafka:GetBootstrapBrokers', 'kafkaconnect:*', 'kms:Decrypt', 's3express:*'])('%s is not', (action) => {
  const [found] = rolesOf({ Role: role(), P: policy([{ Ref: 'Role' }], [allow(action)]) });
  expect(found?.statements).toEqual([]);
});

test('what is denied, and what is said of all actions but some, counts', () => {
  const statements = [
    { Effect: 'Deny', Action: 'kafka-cluster:DeleteTopic', Resource: '*' },
    { Effect: 'Allow', NotAction: 's3:*', Resource: '*' },
  ];
  const [found] = rolesOf({ Role: role(), P: policy([{ Ref: 'Role' }], statements) });
  expect(found?.statements).toEqual(statements);
});

test('what is said of something that is not there yet waits until it is, and all else holds', () => {
  const local = new LocalValues();
  const templates = environmentOf({
    S: {
      Resources: {
        Role: role(),
        Bucket: { Type: 'AWS::S3::Bucket' },
        Connection: { Type: 'AWS::Glue::Connection' },
        Policy: policy(
          [{ Ref: 'Role' }],
          [
            allow('s3:ListBucket', { 'Fn::GetAtt': ['Bucket', 'Arn'] }),
            allow('glue:GetConnection', { Ref: 'Connection' }),
            allow('s3:GetObject', 'arn:aws:s3:::assets/*'),
          ],
        ),
      },
    },
  });
  const read = (): unknown =>
    readRoles(templates, new TemplateResolver(templates, new BoundValues(local, bindingsOf(KINDS))))[0]?.statements;
  const asset = allow('s3:GetObject', 'arn:aws:s3:::assets/*');
  expect(read()).toEqual([asset]);
  local.addBucket(resourceOf(templates, 'Bucket'), 'b');
  expect(read()).toEqual([allow('s3:ListBucket', 'arn:aws:s3:::b'), asset]);
});

test('a statement about several things holds for those that are there', () => {
  const templates = environmentOf({
    S: {
      Resources: {
        Role: role(),
        Bucket: { Type: 'AWS::S3::Bucket' },
        Queue: { Type: 'AWS::SQS::Queue' },
        Policy: policy(
          [{ Ref: 'Role' }],
          [
            { Effect: 'Deny', Action: 's3:*', NotResource: ['arn:aws:s3:::own', { 'Fn::GetAtt': ['Queue', 'Arn'] }] },
            allow('*', [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:s3:::own', { 'Fn::GetAtt': ['Bucket', 'Arn'] }]),
            allow('*', [{ 'Fn::GetAtt': ['Queue', 'Arn'] }]),
          ],
        ),
      },
    },
  });
  const local = new LocalValues();
  const source = new BoundValues(local, bindingsOf(KINDS));
  const read = (): unknown => readRoles(templates, new TemplateResolver(templates, source))[0]?.statements;
  const denied = { Effect: 'Deny', Action: 's3:*', NotResource: ['arn:aws:s3:::own'] };
  expect(read()).toEqual([denied, allow('*', ['arn:aws:s3:::own'])]);
  local.addBucket(resourceOf(templates, 'Bucket'), 'b');
  expect(read()).toEqual([denied, allow('*', ['arn:aws:s3:::own', 'arn:aws:s3:::b'])]);
});

test('what cannot be resolved for another reason is an error', () => {
  const broken = policy([{ Ref: 'Role' }], [allow('s3:ListBucket', { 'Fn::GetAtt': ['Nothing', 'Arn'] })]);
  expect(() => rolesOf({ Role: role(), Policy: broken })).toThrow('refers to Nothing');
});
