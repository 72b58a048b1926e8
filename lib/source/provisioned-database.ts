import { type Duration, RemovalPolicy, type Size } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';

/** What every engine needs to be provisioned. All of it is checked already. */
export interface DatabaseProvision {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly port: number;
  readonly databaseName: string;
  readonly adminSecret: rds.DatabaseSecret;
  readonly adminUser: string;
  readonly instanceType: ec2.InstanceType;
  readonly allocatedStorage: Size;
  readonly multiAz: boolean;
  readonly backupRetention: Duration;
  readonly deletionProtection: boolean;
  readonly removalPolicy: RemovalPolicy;
  readonly encryptionKey: kms.IKey | undefined;
  /** Engine logs to send to CloudWatch; empty sends none. */
  readonly logExports: readonly string[];
  readonly logRetention: logs.RetentionDays;
  readonly parameters: Readonly<Record<string, string>>;
  /** Logical id of the resource that holds the data. */
  readonly logicalId: string;
}

/** A database as the rest of the platform sees it, whatever its engine. */
export interface ProvisionedDatabase {
  /** Ready when connections are accepted. */
  readonly resource: Construct;
  /** Endpoint of the writer: only the writer has a binlog. */
  readonly hostname: string;
  readonly port: string;
  /** Changes when the data's holder is replaced, and at no other time. */
  readonly resourceId: string;
  readonly engineVersion: string;
  /** One of those that the service has of the database. */
  metric(name: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** What a database that stays cannot be without: its parameter group, its subnet group, its security group. */
export function supportRemovalPolicy(data: RemovalPolicy): RemovalPolicy {
  return data === RemovalPolicy.RETAIN ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}

/** Exports of the engine's logs, and how long CloudWatch keeps them. */
export function engineLogs(
  provision: DatabaseProvision,
): Pick<rds.DatabaseInstanceProps, 'cloudwatchLogsExports' | 'cloudwatchLogsRetention'> {
  return provision.logExports.length === 0
    ? {}
    : { cloudwatchLogsExports: [...provision.logExports], cloudwatchLogsRetention: provision.logRetention };
}
