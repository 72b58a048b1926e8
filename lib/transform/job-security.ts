import {
  CloudWatchEncryptionMode,
  JobBookmarksEncryptionMode,
  S3EncryptionMode,
  SecurityConfiguration,
} from '@aws-cdk/aws-glue-alpha';
import type { RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { LOG_GROUP_PREFIX } from './job-logs';
import { logEncryptionStatement } from './job-policies';

export interface JobSecurityProps {
  /** What the names of the jobs begin with. */
  readonly namePrefix: string;
  /** Key of the objects that jobs write. */
  readonly dataKey: kms.IKey;
  /** Of the key of the logs, which goes when they go. */
  readonly logRemovalPolicy: RemovalPolicy;
}

/**
 * What keeps what jobs leave under keys, where a key holds what they read.
 *
 * @param dataKey of the objects that jobs write; undefined where AWS holds it
 */
export function jobSecurity(
  scope: Construct,
  { dataKey, ...props }: Omit<JobSecurityProps, 'dataKey'> & { readonly dataKey: kms.IKey | undefined },
): JobSecurity | undefined {
  return dataKey === undefined ? undefined : new JobSecurity(scope, 'Security', { ...props, dataKey });
}

/** What jobs leave anywhere is under keys of this account: objects under the lake's, logs and bookmarks under one of their own. */
export class JobSecurity extends Construct {
  readonly configuration: SecurityConfiguration;
  readonly dataKey: kms.IKey;
  /** Of logs and bookmarks. */
  readonly logKey: kms.Key;

  constructor(scope: Construct, id: string, props: JobSecurityProps) {
    super(scope, id);
    this.dataKey = props.dataKey;
    this.logKey = new kms.Key(this, 'Key', {
      description: 'Logs and bookmarks of Glue jobs',
      enableKeyRotation: true,
      removalPolicy: props.logRemovalPolicy,
    });
    this.logKey.addToResourcePolicy(logEncryptionStatement(this, `${LOG_GROUP_PREFIX}${props.namePrefix}`));
    this.configuration = new SecurityConfiguration(this, 'Configuration', {
      s3Encryption: { mode: S3EncryptionMode.KMS, kmsKey: props.dataKey },
      cloudWatchEncryption: { mode: CloudWatchEncryptionMode.KMS, kmsKey: this.logKey },
      jobBookmarksEncryption: { mode: JobBookmarksEncryptionMode.CLIENT_SIDE_KMS, kmsKey: this.logKey },
    });
  }
}
