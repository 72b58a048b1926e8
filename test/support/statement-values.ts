import { type Resource, resourceId } from '../../local/assembly/environment-templates';
import { REF, type ValueSource } from '../../local/assembly/value-source';

type Form = (resource: Resource, name: string) => string;

const arn =
  (service: string, rest: (name: string) => string): Form =>
  ({ stack: { region, account } }, name) =>
    `arn:aws:${service}:${region}:${account}:${rest(name)}`;

/** What CloudFormation gives for what statements refer to, in the form that the service gives it. */
const FORMS: Readonly<Record<string, Form>> = {
  'AWS::S3::Bucket.Arn': (_, name) => `arn:aws:s3:::${name}`,
  'AWS::S3::Bucket.Ref': (_, name) => name,
  'AWS::KMS::Key.Arn': arn('kms', (name) => `key/${name}`),
  'AWS::SecretsManager::Secret.Ref': arn('secretsmanager', (name) => `secret:${name}-AbCdEf`),
  'AWS::Lambda::Function.Arn': arn('lambda', (name) => `function:${name}`),
  'AWS::Logs::LogGroup.Arn': arn('logs', (name) => `log-group:${name}:*`),
  'AWS::MSK::Cluster.Ref': arn('kafka', (name) => `cluster/${name}/00000000-0000-0000-0000-000000000000-1`),
  'AWS::RedshiftServerless::Workgroup.Workgroup.WorkgroupArn': arn(
    'redshift-serverless',
    (name) => `workgroup/${name}`,
  ),
  'AWS::IAM::Role.Arn': (resource, name) => `arn:aws:iam::${resource.stack.account}:role/${name}`,
  'AWS::Glue::Database.Ref': (_, name) => name,
  'AWS::Glue::Connection.Ref': (_, name) => name,
  'AWS::EC2::VPC.DefaultSecurityGroup': (_, name) => `sg-${name}`,
  'AWS::EC2::SecurityGroup.GroupId': (_, name) => `sg-${name}`,
  'AWS::EC2::Subnet.Ref': (_, name) => `subnet-${name}`,
};

/** Values for references in IAM statements; an attribute that is not here is an error. */
export const STATEMENT_VALUES: ValueSource = {
  attribute(resource: Resource, attribute: string): string {
    const key = `${resource.type}.${attribute === '' ? REF : attribute}`;
    const form = FORMS[key];
    if (form === undefined) throw new Error(`statement-values.ts has no form of ${key}, for ${resourceId(resource)}`);
    return form(resource, resource.logicalId.toLowerCase());
  },
  secretString(secretId: string): string {
    throw new Error(`a statement must not hold a secret's value: ${secretId}`);
  },
};
