import { type Duration, type Size, Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { DataPolicy } from '../config/data-policy';
import { fail } from '../core/fail';
import { bucketEncryption, INCOMPLETE_UPLOADS, privateBucket } from '../lake/private-bucket';
import { type StatementPlace, statementRunStatements } from './serving-policies';

/** The only one that reads Delta tables. */
const ENGINE_VERSION = 'Athena engine version 3';
const MIN_CUTOFF_BYTES = 10_000_000;
/** Prefix of results, without a trailing slash. */
const RESULTS = 'results';
const WORKGROUP_NAME = /^[A-Za-z0-9._-]{1,128}$/;

export interface AthenaWorkgroupProps {
  /** 1 to 128 letters, digits, `.`, `_` or `-`, unique in the account and region. */
  readonly workgroupName: string;
  /** A query that reads more is ended. At least 10 MB. */
  readonly bytesScannedCutoff: Size;
  /** How long results are kept, in whole days. */
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
export class AthenaWorkgroup extends Construct implements StatementPlace {
  readonly workgroupName: string;
  readonly workgroupArn: string;
  readonly results: s3.Bucket;
  readonly resultsPrefix = RESULTS;
  readonly resource: athena.CfnWorkGroup;
  /** What else a workgroup has that is held to the same. */
  readonly configuration: athena.CfnWorkGroup.WorkGroupConfigurationProperty;

  /** @throws Error where a property breaks a rule of Athena */
  constructor(scope: Construct, id: string, props: AthenaWorkgroupProps) {
    super(scope, id);
    const { dataPolicy, encryptionKey } = props;
    const problems = workgroupProblems(props);
    if (problems.length > 0) {
      fail(this, problems.join('\n'));
    }
    this.results = new s3.Bucket(this, 'Results', {
      ...privateBucket(dataPolicy),
      ...bucketEncryption(encryptionKey),
      lifecycleRules: [{ expiration: props.resultRetention, abortIncompleteMultipartUploadAfter: INCOMPLETE_UPLOADS }],
    });
    this.configuration = {
      engineVersion: { selectedEngineVersion: ENGINE_VERSION },
      bytesScannedCutoffPerQuery: props.bytesScannedCutoff.toBytes(),
      publishCloudWatchMetricsEnabled: true,
      resultConfiguration: {
        outputLocation: this.results.s3UrlForObject(`${RESULTS}/`),
        encryptionConfiguration:
          encryptionKey === undefined
            ? { encryptionOption: 'SSE_S3' }
            : { encryptionOption: 'SSE_KMS', kmsKey: encryptionKey.keyArn },
      },
    };
    this.resource = new athena.CfnWorkGroup(this, 'Resource', {
      name: props.workgroupName,
      recursiveDeleteOption: true,
      workGroupConfiguration: { ...this.configuration, enforceWorkGroupConfiguration: true },
    });
    this.workgroupName = props.workgroupName;
    this.workgroupArn = workgroupArn(this, props.workgroupName);
  }

  /** Lets the grantee run statements in it, which need rights of their own to what they read and write. */
  grantRun(grantee: iam.IGrantable): void {
    grantRun(this, grantee);
  }

  /**
   * A statement that people find in the workgroup.
   *
   * @param scope where it is made; it may be in another stack, as its tables are
   */
  addQuery(id: string, query: Omit<athena.CfnNamedQueryProps, 'workGroup'>, scope: Construct = this): void {
    const named = new athena.CfnNamedQuery(scope, id, { ...query, workGroup: this.workgroupName });
    named.node.addDependency(this.resource);
  }
}

/** As IAM knows a workgroup. */
export function workgroupArn(scope: Construct, workgroupName: string): string {
  return Stack.of(scope).formatArn({ service: 'athena', resource: 'workgroup', resourceName: workgroupName });
}

/** Lets the grantee run statements in a place, and have their results written there. */
export function grantRun(place: StatementPlace, grantee: iam.IGrantable): void {
  for (const statement of statementRunStatements(place)) {
    grantee.grantPrincipal.addToPrincipalPolicy(statement);
  }
  place.results.encryptionKey?.grant(grantee, 'kms:Decrypt', 'kms:GenerateDataKey');
}

function workgroupProblems({ workgroupName, bytesScannedCutoff, resultRetention }: AthenaWorkgroupProps): string[] {
  const cutoff = bytesScannedCutoff.toBytes();
  const days = resultRetention.toDays({ integral: false });
  return [
    ...(WORKGROUP_NAME.test(workgroupName)
      ? []
      : [`\`workgroupName\` must be 1 to 128 letters, digits, ., _ or -, got: ${workgroupName}`]),
    ...(cutoff >= MIN_CUTOFF_BYTES
      ? []
      : [`\`bytesScannedCutoff\` must be at least ${MIN_CUTOFF_BYTES} bytes, got: ${cutoff} bytes`]),
    ...(Number.isInteger(days) && days >= 1
      ? []
      : [`\`resultRetention\` must be whole days, at least 1, got: ${days} days`]),
  ];
}
