import type { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { bootstrapCode } from './bootstrap-bundle';
import { secretReadStatements } from './secret-policies';

const MEMORY_MIB = 512;

export interface DatabaseFunctionProps {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly description: string;
  /** Of its security group, and of the rule by which the database lets it in. */
  readonly purpose: string;
  readonly databaseName: string;
  /** Function of the bootstrap's bundle. */
  readonly exported: 'handler' | 'check';
  readonly timeout: Duration;
  readonly logGroup: logs.ILogGroup;
  /** The database's connections, by which it is let in. */
  readonly connections: ec2.IConnectable;
  /**
   * Sample that the bundle holds.
   *
   * @default - none
   */
  readonly sample?: string;
  /** Secrets that it may read. */
  readonly secrets: readonly secretsmanager.ISecret[];
}

export interface DatabaseFunction {
  readonly handler: lambda.Function;
  readonly securityGroup: ec2.SecurityGroup;
}

/** A function of the bootstrap's bundle that reaches its database, Secrets Manager and nothing else. */
export function createDatabaseFunction(scope: Construct, props: DatabaseFunctionProps): DatabaseFunction {
  const securityGroup = new ec2.SecurityGroup(scope, 'SecurityGroup', {
    vpc: props.vpc,
    description: `${props.purpose} of ${props.databaseName}`,
    allowAllOutbound: false,
  });
  securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'Secrets Manager');
  const handler = new lambda.Function(scope, 'Handler', {
    description: props.description,
    code: bootstrapCode(props.sample),
    handler: `index.${props.exported}`,
    runtime: lambda.determineLatestNodeRuntime(scope),
    architecture: lambda.Architecture.ARM_64,
    memorySize: MEMORY_MIB,
    timeout: props.timeout,
    vpc: props.vpc,
    vpcSubnets: props.subnets,
    securityGroups: [securityGroup],
    logGroup: props.logGroup,
  });
  handler.connections.allowToDefaultPort(props.connections, props.purpose);
  for (const statement of props.secrets.flatMap(secretReadStatements)) {
    handler.addToRolePolicy(statement);
  }
  return { handler, securityGroup };
}
