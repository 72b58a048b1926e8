import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { type ItemTable, ItemTables, type ItemTablesProps } from '../../../lib/keyvalue/item-tables';
import { DESTROY, RETAIN } from '../../support/data-policy';
import { testStack } from '../../support/test-app';

const TABLE: ItemTable = {
  topic: 'shop.crm.person',
  nameFormat: 'kafka_${topic}',
  hash: { name: 'uuid', type: 'S' },
  sort: { name: 'born', type: 'N' },
};

function made(props: Partial<ItemTablesProps> = {}): { stack: Stack; tables: ItemTables } {
  const stack = testStack();
  return { stack, tables: new ItemTables(stack, 'Items', { tables: [TABLE], dataPolicy: DESTROY, ...props }) };
}

function rights(tables: ItemTables, stack: Stack, deletes: boolean): Template {
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('kafkaconnect.amazonaws.com') });
  tables.grantWrite(role, deletes);
  return Template.fromStack(stack);
}

test('a table is paid by use, can be restored, loses what has expired and goes with its stack', () => {
  Template.fromStack(made().stack).hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Delete',
    Properties: {
      TableName: 'kafka_shop.crm.person',
      KeySchema: [
        { AttributeName: 'uuid', KeyType: 'HASH' },
        { AttributeName: 'born', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'uuid', AttributeType: 'S' },
        { AttributeName: 'born', AttributeType: 'N' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: '__expires', Enabled: true },
      DeletionProtectionEnabled: false,
      SSESpecification: Match.absent(),
    },
  });
});

test('data that is kept is protected, under the key that is given', () => {
  const { stack } = made({ dataPolicy: RETAIN });
  Template.fromStack(stack).hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Retain',
    Properties: { DeletionProtectionEnabled: true },
  });
});

test('a writer looks and puts, in its tables and in no other', () => {
  const { stack, tables } = made();
  rights(tables, stack, false).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: ['dynamodb:DescribeTable', 'dynamodb:PutItem'],
          Resource: {
            'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(':table/kafka_shop\\.crm\\.person$')])],
          },
        },
      ],
    },
  });
});

test('one that removes items may do that, and use the key', () => {
  const stack = testStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  const tables = new ItemTables(stack, 'Items', { tables: [TABLE], dataPolicy: DESTROY, encryptionKey });
  const template = rights(tables, stack, true);
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        { Action: ['dynamodb:DeleteItem', 'dynamodb:DescribeTable', 'dynamodb:PutItem'] },
        {
          Action: [
            'kms:Decrypt',
            'kms:DescribeKey',
            'kms:Encrypt',
            'kms:GenerateDataKey',
            'kms:ReEncryptFrom',
            'kms:ReEncryptTo',
          ],
          Condition: { StringEquals: { 'kms:ViaService': 'dynamodb.us-east-1.amazonaws.com' } },
        },
      ].map((statement) => Match.objectLike(statement)),
    },
  });
  template.hasResourceProperties('AWS::DynamoDB::Table', { SSESpecification: { SSEEnabled: true, SSEType: 'KMS' } });
});

test('more tables than a policy holds by name are told by a pattern', () => {
  const many = Array.from({ length: 40 }, (_, index) => ({ ...TABLE, topic: `shop.crm.t${index}` }));
  const { stack, tables } = made({ tables: many });
  const policy = JSON.stringify(rights(tables, stack, false).findResources('AWS::IAM::Policy'));
  expect(policy).toContain(':table/kafka_shop.crm.*');
  expect(policy).not.toContain('t39');
});
