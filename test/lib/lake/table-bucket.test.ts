import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { DataPolicy } from '../../../lib/config/data-policy';
import { TableBucket } from '../../../lib/lake/table-bucket';
import { DESTROY, RETAIN } from '../../support/data-policy';
import { testStack } from '../../support/test-app';

function create({ customerKeys, removalPolicy }: DataPolicy, unknownFileRetention = Duration.days(1)): Template {
  const stack = testStack();
  const tables = new TableBucket(stack, 'Tables', {
    bucketName: 'tributary-test-log',
    namespace: 'tributary_test_log',
    unknownFileRetention,
    encryptionKey: customerKeys ? new kms.Key(stack, 'Key') : undefined,
    removalPolicy,
  });
  tables.grantAppend(
    new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('kafkaconnect.amazonaws.com') }),
  );
  return Template.fromStack(stack);
}

describe('defaults', () => {
  const resources = create(DESTROY);

  test('a bucket under a key of S3, and a namespace, which go with the stack', () => {
    resources.hasResource('AWS::S3Tables::TableBucket', {
      DeletionPolicy: 'Delete',
      Properties: { TableBucketName: 'tributary-test-log', EncryptionConfiguration: { SSEAlgorithm: 'AES256' } },
    });
    resources.hasResource('AWS::S3Tables::Namespace', {
      DeletionPolicy: 'Delete',
      Properties: { Namespace: 'tributary_test_log' },
    });
  });

  test('files that nobody knows are left as long as S3 itself would leave them', () => {
    resources.hasResourceProperties('AWS::S3Tables::TableBucket', {
      UnreferencedFileRemoval: { Status: 'Enabled', UnreferencedDays: 3, NoncurrentDays: 10 },
    });
  });

  test('who appends makes tables, and changes nothing of the bucket', () => {
    const arn = (end: string) => ({ 'Fn::Join': ['', Match.arrayWith([`:bucket/tributary-test-log${end}`])] });
    resources.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: ['s3tables:CreateTable', 's3tables:GetTableBucket'], Resource: arn('') },
          {
            Effect: 'Allow',
            Action: [
              's3tables:GetTable',
              's3tables:GetTableData',
              's3tables:GetTableMetadataLocation',
              's3tables:PutTableData',
              's3tables:UpdateTableMetadataLocation',
            ],
            Resource: arn('/table/*'),
          },
        ],
      },
    });
  });
});

describe('options', () => {
  test('a sink that stood still for as long as topics keep records finds its files', () => {
    create(DESTROY, Duration.hours(73)).hasResourceProperties('AWS::S3Tables::TableBucket', {
      UnreferencedFileRemoval: { UnreferencedDays: 5 },
    });
  });

  test('a key of the account, which S3 may use to keep tables in order', () => {
    const resources = create(RETAIN);
    resources.hasResource('AWS::S3Tables::TableBucket', {
      DeletionPolicy: 'Retain',
      Properties: { EncryptionConfiguration: { SSEAlgorithm: 'aws:kms', KMSKeyArn: Match.anyValue() } },
    });
    resources.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Principal: { Service: 'maintenance.s3tables.amazonaws.com' },
            Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': Match.anyValue() } },
          }),
        ]),
      },
    });
    resources.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'] })]),
      },
    });
  });
});
