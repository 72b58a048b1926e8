import { Duration, Size } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { DataPolicy } from '../../../lib/config/data-policy';
import { AthenaWorkgroup, type AthenaWorkgroupProps } from '../../../lib/serving/athena-workgroup';
import { DESTROY, RETAIN } from '../../support/data-policy';
import { testStack } from '../../support/test-app';

function template(changes: Partial<AthenaWorkgroupProps> = {}, dataPolicy: DataPolicy = DESTROY): Template {
  const stack = testStack();
  const workgroup = new AthenaWorkgroup(stack, 'Athena', {
    workgroupName: 'tributary-test',
    bytesScannedCutoff: Size.gibibytes(1),
    resultRetention: Duration.days(7),
    dataPolicy,
    encryptionKey: dataPolicy.customerKeys ? new kms.Key(stack, 'Key') : undefined,
    ...changes,
  });
  workgroup.addQuery('Count', { name: 'count', database: 'db', queryString: 'SELECT 1' });
  return Template.fromStack(stack);
}

describe('defaults', () => {
  const resources = template();

  test('the engine that reads Delta, whatever a client asks for, with a limit and metrics', () => {
    resources.hasResourceProperties('AWS::Athena::WorkGroup', {
      Name: 'tributary-test',
      RecursiveDeleteOption: true,
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
        BytesScannedCutoffPerQuery: 1_073_741_824,
        PublishCloudWatchMetricsEnabled: true,
        ResultConfiguration: {
          EncryptionConfiguration: { EncryptionOption: 'SSE_S3' },
          OutputLocation: {
            'Fn::Join': ['', ['s3://', { Ref: Match.stringLikeRegexp('^AthenaResults') }, '/results/']],
          },
        },
      },
    });
  });

  test('results are private and go by themselves', () => {
    resources.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Delete',
      Properties: {
        PublicAccessBlockConfiguration: Match.objectLike({ BlockPublicAcls: true, RestrictPublicBuckets: true }),
        LifecycleConfiguration: {
          Rules: [
            { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 }, ExpirationInDays: 7, Status: 'Enabled' },
          ],
        },
      },
    });
  });

  test('a statement belongs to the group, and is made after it', () => {
    resources.hasResource('AWS::Athena::NamedQuery', {
      DependsOn: [Match.stringLikeRegexp('^Athena')],
      Properties: { Name: 'count', Database: 'db', QueryString: 'SELECT 1', WorkGroup: 'tributary-test' },
    });
  });
});

describe('options', () => {
  test('results under a key of the account', () => {
    const resources = template({}, RETAIN);
    const key = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] };
    resources.hasResourceProperties('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: {
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: key } },
      },
    });
    resources.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          Match.objectLike({ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } }),
        ],
      },
    });
  });

  test('the lowest limit and another retention', () => {
    const resources = template({ bytesScannedCutoff: Size.bytes(10_000_000), resultRetention: Duration.days(30) });
    resources.hasResourceProperties('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: { BytesScannedCutoffPerQuery: 10_000_000 },
    });
    resources.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 30 })] },
    });
  });
});

describe('fails', () => {
  test('for a limit below what Athena takes', () => {
    expect(() => template({ bytesScannedCutoff: Size.bytes(9_999_999) })).toThrow(
      'Test/Athena: `bytesScannedCutoff` must be at least 10000000 bytes, got: 9999999 bytes',
    );
  });

  test('for a name that Athena does not take', () => {
    expect(() => template({ workgroupName: 'a b' })).toThrow(
      'Test/Athena: `workgroupName` must be 1 to 128 letters, digits, ., _ or -, got: a b',
    );
  });

  test('for results that would never go', () => {
    expect(() => template({ resultRetention: Duration.hours(12) })).toThrow(
      'Test/Athena: `resultRetention` must be whole days, at least 1, got: 0.5 days',
    );
  });
});
