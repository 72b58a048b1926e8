import type { Duration, Size } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { DataPolicy } from '../config/data-policy';
import { fail } from '../core/fail';
import { bucketEncryption, INCOMPLETE_UPLOADS, privateBucket } from '../lake/private-bucket';

/** The only one that reads Delta tables. */
const ENGINE_VERSION = 'Athena engine version 3';
const MIN_CUTOFF_BYTES = 10_000_000;

export interface AthenaWorkgroupProps {
  readonly workgroupName: string;
  /** A query that reads more is ended. At least 10 MB. */
  readonly bytesScannedCutoff: Size;
  /** How long results are kept. */
  readonly resultRetention: Duration;
  readonly dataPolicy: DataPolicy;
  /**
   * Key of the results.
   *
   * @default - a key that S3 holds
   */
  readonly encryptionKey?: kms.IKey;
}

/** Where queries run: under one limit, with encrypted results in a bucket of their own, whatever a client asks for. */
export class AthenaWorkgroup extends Construct {
  readonly workgroupName: string;
  readonly results: s3.Bucket;
  private readonly resource: athena.CfnWorkGroup;

  /** @throws Error where the limit is lower than Athena takes */
  constructor(scope: Construct, id: string, props: AthenaWorkgroupProps) {
    super(scope, id);
    const { dataPolicy, encryptionKey } = props;
    const cutoff = props.bytesScannedCutoff.toBytes();
    if (cutoff < MIN_CUTOFF_BYTES) {
      fail(this, `\`bytesScannedCutoff\` must be at least ${MIN_CUTOFF_BYTES} bytes, got: ${cutoff} bytes`);
    }
    this.results = new s3.Bucket(this, 'Results', {
      ...privateBucket(dataPolicy),
      ...bucketEncryption(encryptionKey),
      lifecycleRules: [{ expiration: props.resultRetention, abortIncompleteMultipartUploadAfter: INCOMPLETE_UPLOADS }],
    });
    this.resource = new athena.CfnWorkGroup(this, 'Resource', {
      name: props.workgroupName,
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        engineVersion: { selectedEngineVersion: ENGINE_VERSION },
        bytesScannedCutoffPerQuery: cutoff,
        publishCloudWatchMetricsEnabled: true,
        resultConfiguration: {
          outputLocation: this.results.s3UrlForObject('results/'),
          encryptionConfiguration:
            encryptionKey === undefined
              ? { encryptionOption: 'SSE_S3' }
              : { encryptionOption: 'SSE_KMS', kmsKey: encryptionKey.keyArn },
        },
      },
    });
    this.workgroupName = props.workgroupName;
  }

  /** A statement that people find in the workgroup. */
  addQuery(id: string, query: Omit<athena.CfnNamedQueryProps, 'workGroup'>): void {
    const named = new athena.CfnNamedQuery(this, id, { ...query, workGroup: this.workgroupName });
    named.node.addDependency(this.resource);
  }
}
