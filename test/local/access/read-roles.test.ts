import { readRoles } from '../../../local/access/read-roles';
import { TemplateResolver } from '../../../local/assembly/template-resolver';
import { environmentOf, type RawResource } from '../../support/local-templates';

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

test('a role has what its own policies, and policies that name it, say about the cluster, with values', () => {
  const roles = rolesOf({
    Role: role({ Policies: [{ PolicyDocument: { Statement: [allow('kafka-cluster:Connect', { Ref: 'Cluster' })] } }] }),
    Other: role(),
    Cluster: { Type: 'AWS::MSK::Cluster' },
    Policy: policy([{ Ref: 'Other' }, { Ref: 'Role' }], [allow(['s3:GetObject']), allow(['kafka-cluster:ReadData'])]),
  });
  expect(roles).toEqual([
    { name: 'S-Role', statements: [allow('kafka-cluster:Connect', CLUSTER), allow(['kafka-cluster:ReadData'])] },
    { name: 'S-Other', statements: [allow(['kafka-cluster:ReadData'])] },
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

test.each(['*', 'kafka*:ReadData', 'KAFKA-CLUSTER:ReadData', 'kafka-cluste?:*'])(
  '%s may be about the cluster',
  (action) => {
    const [found] = rolesOf({ Role: role(), P: policy([{ Ref: 'Role' }], [allow(action)]) });
    expect(found?.statements).toHaveLength(1);
  },
);

test.each(['kafka:GetBootstrapBrokers', 'kafkaconnect:*', 's3:*'])('%s is not about the cluster', (action) => {
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
