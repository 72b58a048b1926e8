import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { logStatements } from './job-policies';
import type { JobSecurity } from './job-security';

/** Where people look for logs of Glue. */
export const LOG_GROUP_PREFIX = '/aws-glue/jobs/';

export interface JobLogsProps {
  /** Unique in the account and region; it becomes part of the groups' names. */
  readonly name: string;
  /** Role of the job that writes them. */
  readonly role: iam.IRole;
  readonly retention: logs.RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  /** @default - under keys that AWS holds */
  readonly security?: JobSecurity;
}

/**
 * The two log groups of a job: what its script prints, and what Spark has to say. Glue makes them itself where they are
 * missing, for ever, and in a stack that would be a leftover; so they are made here under the names that Glue will use.
 */
export class JobLogs extends Construct {
  /** For the job's `--custom-logGroup-prefix`. */
  readonly prefix: string;
  readonly output: logs.LogGroup;
  readonly error: logs.LogGroup;

  constructor(scope: Construct, id: string, props: JobLogsProps) {
    super(scope, id);
    const { security, role } = props;
    this.prefix = `${LOG_GROUP_PREFIX}${props.name}`;
    // With a security configuration Glue puts two names of its own between prefix and kind.
    const folder =
      security === undefined
        ? this.prefix
        : `${this.prefix}/${security.configuration.securityConfigurationName}-role/${role.roleName}`;
    const group = (kind: string): logs.LogGroup =>
      new logs.LogGroup(this, kind, {
        logGroupName: `${folder}/${kind}`,
        retention: props.retention,
        removalPolicy: props.removalPolicy,
        encryptionKey: security?.logKey,
      });
    this.output = group('output');
    this.error = group('error');
    for (const statement of logStatements([this.output, this.error], security !== undefined)) {
      role.addToPrincipalPolicy(statement);
    }
  }
}
