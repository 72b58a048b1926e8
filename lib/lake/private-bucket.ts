import { Duration } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { DataPolicy } from '../config/data-policy';

export const INCOMPLETE_UPLOADS = Duration.days(3);

/** What every bucket of the platform has in common: private, TLS only, without ACLs, and gone or kept as its environment says. */
export function privateBucket(dataPolicy: DataPolicy): s3.BucketProps {
  return {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: dataPolicy.removalPolicy,
    autoDeleteObjects: !dataPolicy.protected,
  };
}

/** @param key key of the objects; undefined where S3 holds it */
export function bucketEncryption(key: kms.IKey | undefined): s3.BucketProps {
  return key === undefined
    ? { encryption: s3.BucketEncryption.S3_MANAGED }
    : { encryption: s3.BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true };
}
