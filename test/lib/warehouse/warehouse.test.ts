import { CfnResource, Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { ExistingWarehouse as ExistingWarehouseConfig } from '../../../lib/config/warehouse';
import { autoRefreshBill } from '../../../lib/warehouse/auto-refresh-bill';
import { neededAddresses } from '../../../lib/warehouse/free-addresses';
import { ServerlessWarehouse, type ServerlessWarehouseProps } from '../../../lib/warehouse/serverless-warehouse';
import { ExistingWarehouse } from '../../../lib/warehouse/warehouse';
import { resourceNameProblems, warehouseProblems } from '../../../lib/warehouse/warehouse-problems';
import { testStack } from '../../support/test-app';

const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

function vpc(stack: Stack, availabilityZones = ZONES, cidrMask = 24): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', {
    availabilityZones,
    natGateways: 0,
    subnetConfiguration: [{ name: 'private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask }],
  });
}

function warehouse(
  changes: Partial<ServerlessWarehouseProps> = {},
  network = (stack: Stack): ec2.IVpc => vpc(stack),
): Stack {
  const stack = testStack();
  new ServerlessWarehouse(stack, 'Warehouse', {
    name: 'tributary-test',
    vpc: network(stack),
    subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    removalPolicy: RemovalPolicy.DESTROY,
    baseCapacity: 4,
    ...changes,
  });
  return stack;
}

test('a warehouse is private, asks for TLS, and spells names as they are', () => {
  const template = Template.fromStack(warehouse());
  template.hasResourceProperties('AWS::RedshiftServerless::Workgroup', {
    WorkgroupName: 'tributary-test',
    NamespaceName: { Ref: Match.stringLikeRegexp('Namespace') },
    BaseCapacity: 4,
    MaxCapacity: 8,
    EnhancedVpcRouting: true,
    PubliclyAccessible: false,
    SubnetIds: [Match.anyValue(), Match.anyValue(), Match.anyValue()],
    ConfigParameters: [
      { ParameterKey: 'enable_case_sensitive_identifier', ParameterValue: 'true' },
      { ParameterKey: 'require_ssl', ParameterValue: 'true' },
    ],
  });
  template.hasResource('AWS::RedshiftServerless::Namespace', {
    DeletionPolicy: 'Delete',
    Properties: {
      DbName: 'tributary',
      IamRoles: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('Role'), 'Arn'] }],
      LogExports: Match.absent(),
      KmsKeyId: Match.absent(),
      // Another tag would be another namespace.
      Tags: Match.absent(),
    },
  });
  template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
});

test('one that is to stay keeps its data, its secret and who did what, under its own key', () => {
  const stack = testStack();
  new ServerlessWarehouse(stack, 'Warehouse', {
    name: 'tributary-test',
    vpc: vpc(stack),
    subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    removalPolicy: RemovalPolicy.RETAIN,
    baseCapacity: 8,
    maxCapacity: 64,
    longestStatement: Duration.minutes(30),
    databaseName: 'sales',
    encryptionKey: new kms.Key(stack, 'Key'),
  });
  const template = Template.fromStack(stack);
  const key = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] };
  template.hasResource('AWS::RedshiftServerless::Namespace', {
    DeletionPolicy: 'Retain',
    Properties: { DbName: 'sales', KmsKeyId: key, LogExports: ['connectionlog', 'useractivitylog', 'userlog'] },
  });
  template.hasResource('AWS::SecretsManager::Secret', { DeletionPolicy: 'Retain', Properties: { KmsKeyId: key } });
  template.hasResourceProperties('AWS::RedshiftServerless::Workgroup', {
    MaxCapacity: 64,
    ConfigParameters: Match.arrayWith([{ ParameterKey: 'max_query_execution_time', ParameterValue: '1800' }]),
  });
});

test.each([4, 8, 16, 512])('%d RPUs are a capacity', (baseCapacity) => {
  expect(warehouseProblems({ kind: 'made', baseCapacity })).toEqual([]);
});

test.each<[object, string]>([
  [{ baseCapacity: 0 }, '`baseCapacity` must be 4, or 8 to 512 in steps of 8, got: 0'],
  [{ baseCapacity: 6 }, '`baseCapacity` must be 4, or 8 to 512 in steps of 8, got: 6'],
  [{ baseCapacity: 520 }, '`baseCapacity` must be 4, or 8 to 512 in steps of 8, got: 520'],
  [{ maxCapacity: 8 }, '`maxCapacity` must be 8 to 512 in steps of 8 and at least `baseCapacity`, 16 here, got: 8'],
  [{ maxCapacity: 20 }, 'and at least `baseCapacity`, 16 here, got: 20'],
  [{ longestStatement: Duration.days(1) }, '`longestStatement` must be 1 to 86399 whole seconds, got: 86400 s'],
  [{ longestStatement: Duration.millis(1500) }, 'whole seconds, got: 1.5 s'],
  [{ databaseName: 'Sales' }, "and none of Redshift's own, got: Sales"],
  [{ databaseName: 'template1' }, "and none of Redshift's own, got: template1"],
])('%j of a warehouse is a problem', (changes, problem) => {
  const problems = warehouseProblems({ kind: 'made', baseCapacity: 16, ...changes });
  expect(problems).toEqual([expect.stringContaining(problem)]);
});

test.each(['ab', 'a'.repeat(65), 'Warehouse', 'a_b'])('%s is no name of a workgroup', (name) => {
  const problem = `\`name\` must be 3 to 64 lower-case letters, digits or -, got: ${name}`;
  expect(resourceNameProblems('name', name)).toEqual([problem]);
  expect(() => warehouse({ name })).toThrow(problem);
});

test('every rule that is broken is told at once, before anything is made', () => {
  expect(() => warehouse({ baseCapacity: 5, databaseName: 'X' })).toThrow(/`baseCapacity` must.*; `databaseName` must/);
});

test('enhanced VPC routing asks for three zones', () => {
  expect(() => warehouse({}, (stack) => vpc(stack, ZONES.slice(1)))).toThrow(
    '`subnets` must be in 3 zones, which enhanced VPC routing asks for, got: us-east-1b, us-east-1c',
  );
});

test.each([
  [4, 9],
  [8, 9],
  [16, 13],
  [32, 13],
  [64, 21],
  [128, 37],
  [256, 69],
  [512, 133],
])('%d RPUs need %d free addresses in each subnet', (capacity, addresses) => {
  expect(neededAddresses(capacity)).toBe(addresses);
});

test('a subnet must have room for what the warehouse may grow to', () => {
  const small = (stack: Stack): ec2.IVpc => vpc(stack, ZONES, 28);
  expect(() => warehouse({ baseCapacity: 8 }, small)).not.toThrow();
  expect(() => warehouse({ baseCapacity: 8, maxCapacity: 16 }, small)).toThrow(
    '`subnets` must each have 13 free addresses for 16 RPUs, got: 10.0.0.0/28 in us-east-1a; ',
  );
});

test('of subnets that somebody else made, a warning tells how many addresses must be free', () => {
  const there = (stack: Stack): ec2.IVpc =>
    ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0',
      availabilityZones: ZONES,
      privateSubnetIds: ['subnet-00000001', 'subnet-00000002', 'subnet-00000003'],
    });
  const stack = warehouse({ subnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } }, there);
  Annotations.fromStack(stack).hasWarning(
    '/Test/Warehouse',
    Match.stringLikeRegexp('^`subnets` must each have 9 free addresses for 8 RPUs, and nobody knows at synth'),
  );
  Annotations.fromStack(warehouse()).hasNoWarning('/Test/Warehouse', Match.anyValue());
});

const THERE: Omit<ExistingWarehouseConfig, 'kind'> = {
  workgroupName: 'analytics',
  workgroupArn: 'arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/01234567-89ab-cdef-0123-456789abcdef',
  databaseName: 'dev',
  roleArn: 'arn:aws:iam::123456789012:role/service-role/redshift',
  secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:analytics/admin-AbCdEf',
  securityGroupId: 'sg-0123456789abcdef0',
};

test('a warehouse that is there is found by what it is called', () => {
  const stack = testStack();
  const found = new ExistingWarehouse(stack, 'Warehouse', { kind: 'existing', ...THERE });
  expect(found).toMatchObject({ workgroupName: 'analytics', databaseName: 'dev', workgroupArn: THERE.workgroupArn });
  expect([found.adminSecret.secretFullArn, found.role.roleArn]).toEqual([THERE.secretArn, THERE.roleArn]);
  expect(stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct))).toEqual([]);
});

test.each<[Partial<typeof THERE>, string]>([
  [{ workgroupName: 'A' }, '`workgroupName` must be 3 to 64 lower-case letters, digits or -, got: A'],
  [
    { workgroupArn: 'arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/analytics' },
    '`workgroupArn` must be the ARN of a workgroup of Redshift Serverless, got: arn:',
  ],
  [{ roleArn: 'redshift' }, '`roleArn` must be the ARN of a role, got: redshift'],
  [
    { secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:analytics' },
    '`secretArn` must be the ARN of a secret with the six characters at its end, got: arn:',
  ],
  [{ secretKeyArn: 'alias/mine' }, '`secretKeyArn` must be the ARN of a key, got: alias/mine'],
  [{ securityGroupId: 'default' }, '`securityGroupId` must be sg- and its id, got: default'],
  [{ databaseName: 'padb_harvest' }, "and none of Redshift's own, got: padb_harvest"],
])('%j of a warehouse that is there is a problem', (changes, problem) => {
  expect(() => new ExistingWarehouse(testStack(), 'Warehouse', { kind: 'existing', ...THERE, ...changes })).toThrow(
    problem,
  );
});

test('the bill of auto refresh has figures, also where nobody knows the capacity', () => {
  expect(autoRefreshBill('at', 4)).toContain('4 RPUs x 24 h x 0.375 USD = 36 USD a day, about 1080 USD a month. ');
  expect(autoRefreshBill('at', undefined)).toContain(
    '1 RPU x 24 h x 0.375 USD = 9 USD a day, about 270 USD a month for each RPU of its capacity. ',
  );
});
