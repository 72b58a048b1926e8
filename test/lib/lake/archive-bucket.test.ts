import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { DataPolicy } from '../../../lib/config/data-policy';
import { ArchiveBucket } from '../../../lib/lake/archive-bucket';
import { DATASETS } from '../../fixtures/datasets';
import { DESTROY, RETAIN } from '../../support/data-policy';
import { testStack } from '../../support/test-app';

function template(dataPolicy: DataPolicy): Template {
  const stack = testStack();
  const encryptionKey = dataPolicy.customerKeys ? new kms.Key(stack, 'Key') : undefined;
  const archive = new ArchiveBucket(stack, 'Archive', { dataPolicy, encryptionKey });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  archive.grantAppend(role, 'raw');
  return Template.fromStack(stack);
}

describe('defaults', () => {
  const resources = template(DESTROY);

  test('private, encrypted, emptied and deleted with the stack', () => {
    resources.allResources('AWS::S3::Bucket', {
      DeletionPolicy: 'Delete',
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
    });
    resources.resourceCountIs('Custom::S3AutoDeleteObjects', 2);
  });

  test('no rule expires an archive object', () => {
    resources.hasResourceProperties('AWS::S3::Bucket', {
      LoggingConfiguration: Match.anyValue(),
      LifecycleConfiguration: {
        Rules: [
          {
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 },
            Status: 'Enabled',
            ExpirationInDays: Match.absent(),
          },
        ],
      },
    });
  });

  test('a writer may append below its prefix, and delete nothing', () => {
    resources.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: Match.stringLikeRegexp('^Role') }],
      PolicyDocument: {
        Statement: [
          {
            Action: 's3:ListBucket',
            Condition: { StringLike: { 's3:prefix': 'raw/*' } },
            Effect: 'Allow',
            Resource: Match.anyValue(),
          },
          {
            Action: ['s3:GetObject', 's3:PutObject'],
            Effect: 'Allow',
            Resource: { 'Fn::Join': ['', [Match.anyValue(), '/raw/*']] },
          },
        ],
      },
    });
  });
});

test('a reader may look for objects of its source, read those of its tables and notifications, and change nothing', () => {
  const stack = testStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('glue.amazonaws.com') });
  const archive = new ArchiveBucket(stack, 'Archive', { dataPolicy: DESTROY });
  archive.grantRead(role, 'raw', [DATASETS.customer, DATASETS.supplier]);
  const arn = { 'Fn::GetAtt': [Match.stringLikeRegexp('^ArchiveBucket'), 'Arn'] };
  const key = (name: string) => ({ 'Fn::Join': ['', [arn, `/raw/${name}`]] });
  const folder = (topic: string) => [key(topic), key(`${topic}/*`)];
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        {
          Action: 's3:ListBucket',
          Condition: { StringLikeIfExists: { 's3:prefix': ['raw/salesdb.salesdb.*', 'raw/notifications.salesdb/*'] } },
          Effect: 'Allow',
          Resource: arn,
        },
        {
          Action: 's3:GetObject',
          Effect: 'Allow',
          Resource: ['notifications.salesdb', 'salesdb.salesdb.CUSTOMER', 'salesdb.salesdb.SUPPLIER'].flatMap(folder),
        },
      ],
    },
  });
});

test('rights to many tables are spread over policies that IAM takes', () => {
  const stack = testStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('glue.amazonaws.com') });
  const datasets = [...Array(100).keys()].map((index) => ({
    ...DATASETS.customer,
    table: `A_RATHER_LONG_NAME_${index}`,
  }));
  new ArchiveBucket(stack, 'Archive', { dataPolicy: DESTROY }).grantRead(role, 'raw', datasets);
  const resources = Template.fromStack(stack);
  const documents = [
    ...Object.values(resources.findResources('AWS::IAM::Policy')).map((policy) => ({ policy, limit: 10_240 })),
    ...Object.values(resources.findResources('AWS::IAM::ManagedPolicy')).map((policy) => ({ policy, limit: 6_144 })),
  ];
  expect(documents.length).toBeLessThanOrEqual(10);
  for (const { policy, limit } of documents) {
    expect(resolvedLength(policy['Properties'].PolicyDocument)).toBeLessThan(limit);
  }
});

/** As IAM counts: without white space, and with a name of a bucket that is as long as any. */
function resolvedLength(document: unknown): number {
  return JSON.stringify(document)
    .replaceAll(/\{"Fn::GetAtt":\[[^\]]*\]\}/g, `arn:aws:s3:::${'b'.repeat(63)}`)
    .replaceAll(/\{"Fn::Join":\["",\[([^\]]*)\]\]\}/g, '$1').length;
}

test('options: data that stays is versioned, and under a key of the account', () => {
  const resources = template(RETAIN);
  resources.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    Properties: {
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
        ],
      },
    },
  });
  resources.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'] })]),
    },
  });
});
