import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { DataPolicy } from '../../../lib/config/data-policy';
import { TablesBucket } from '../../../lib/lake/tables-bucket';
import { tableKeepStatements } from '../../../lib/lake/tables-policies';
import { DATASETS } from '../../fixtures/datasets';
import { DESTROY, RETAIN } from '../../support/data-policy';
import { testStack } from '../../support/test-app';

function create(dataPolicy: DataPolicy) {
  const stack = testStack();
  const encryptionKey = dataPolicy.customerKeys ? new kms.Key(stack, 'Key') : undefined;
  const tables = new TablesBucket(stack, 'Tables', { dataPolicy, encryptionKey });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('glue.amazonaws.com') });
  tables.grantKeep(role, 'checkpoints', [DATASETS.customer, DATASETS.supplier]);
  return { stack, tables, resources: Template.fromStack(stack) };
}

describe('defaults', () => {
  const { stack, tables, resources } = create(DESTROY);

  test('nothing that is there expires, and unfinished uploads go', () => {
    resources.hasResourceProperties('AWS::S3::Bucket', {
      LoggingConfiguration: Match.anyValue(),
      VersioningConfiguration: Match.absent(),
      LifecycleConfiguration: {
        Rules: [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 }, Status: 'Enabled' }],
      },
    });
  });

  test('private, encrypted, emptied and deleted with the stack', () => {
    resources.allResources('AWS::S3::Bucket', {
      DeletionPolicy: 'Delete',
      Properties: {
        PublicAccessBlockConfiguration: Match.objectLike({ BlockPublicAcls: true, RestrictPublicBuckets: true }),
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
    });
    resources.resourceCountIs('Custom::S3AutoDeleteObjects', 2);
  });

  test('a table has a folder of its own', () => {
    expect(stack.resolve(tables.tableUrl(DATASETS.salesOrderDetail))).toEqual({
      'Fn::Join': ['', ['s3://', { Ref: expect.any(String) }, '/delta/salesdb_sales_order_detail']],
    });
  });

  test('nobody writes a commit of a Delta table but on the condition that its version is free', () => {
    const bucket = Match.stringLikeRegexp('^TablesBucket');
    resources.hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: { Ref: bucket },
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Sid: 'CommitsOnlyIfVersionIsFree',
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 's3:PutObject',
            Resource: {
              'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, '/*/_delta_log/????????????????????.json']],
            },
            Condition: { Null: { 's3:if-none-match': 'true' } },
          },
        ]),
      },
    });
  });

  test('a job may look for objects of its tables, and learn that one is missing', () => {
    resources.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Action: 's3:ListBucket',
            Effect: 'Allow',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^TablesBucket'), 'Arn'] },
            Condition: {
              StringLikeIfExists: {
                's3:prefix': [
                  'delta',
                  'delta/',
                  'checkpoints',
                  'checkpoints/',
                  'quarantine',
                  'quarantine/',
                  'delta/salesdb_*',
                  'checkpoints/salesdb_*',
                  'quarantine/salesdb_*',
                ],
              },
            },
          },
        ]),
      },
    });
  });

  test('a job may write in the folders of its tables, and nowhere else', () => {
    const [policy] = Object.values(resources.findResources('AWS::IAM::Policy'));
    const statements = policy?.['Properties'].PolicyDocument.Statement as { Action: string; Resource: unknown }[];
    const writes = statements.filter(({ Action }) => JSON.stringify(Action).includes('Put'));
    expect(writes).toHaveLength(1);
    expect(writes[0]?.Action).toEqual(['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject']);
    expect(
      JSON.stringify(writes[0]?.Resource)
        .match(/"\/[^"]*"/g)
        ?.sort(),
    ).toEqual(['"/checkpoints/salesdb_*"', '"/delta/salesdb_*"', '"/quarantine/salesdb_*"']);
  });
});

describe('options', () => {
  const { resources } = create(RETAIN);

  test('tables that stay keep old versions for a while', () => {
    resources.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: {
          Rules: [
            {
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 },
              ExpiredObjectDeleteMarker: true,
              NoncurrentVersionExpiration: { NoncurrentDays: 30 },
              Status: 'Enabled',
            },
          ],
        },
      },
    });
  });

  test('tables under a key of the account come with it', () => {
    resources.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
        ],
      },
    });
    resources.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'] })]),
      },
    });
  });
});

test('rights to tables with many beginnings of names fit into a policy that IAM takes', () => {
  const datasets = [...Array(200).keys()].map((index) => ({
    ...DATASETS.customer,
    lakeName: `a_name_of_its_own_${index}`,
  }));
  const statements = tableKeepStatements(
    `arn:aws:s3:::${'b'.repeat(63)}`,
    ['delta', 'checkpoints', 'quarantine'],
    datasets,
  );
  expect(JSON.stringify(statements.map((statement) => statement.toJSON())).length).toBeLessThan(6_144);
  expect(statements.at(-1)?.resources).toEqual(
    ['delta', 'checkpoints', 'quarantine'].map((parent) => expect.stringMatching(new RegExp(`/${parent}/\\*$`))),
  );
});
