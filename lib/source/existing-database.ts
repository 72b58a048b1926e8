import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { ExistingDatabase as ExistingDatabaseConfig } from '../config/environment';
import { fail } from '../core/fail';
import { type DatabaseAccess, DatabaseBootstrap } from './database-bootstrap';
import { replicationParameters } from './replication-parameters';
import type { ISourceDatabase } from './source-database';
import { databaseNameProblems } from './source-database-problems';
import { engineTraits, heartbeatTable } from './source-engine';

/** By which the assembly says what is there already, and so has no resource. */
export const EXISTING_DATABASE = 'Tributary::ExistingDatabase';

/** A label, dots, labels: what resolves in a VPC. */
const HOSTNAME = /^(?=.{1,255}$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;
const SECURITY_GROUP = /^sg-[0-9a-f]{8,17}$/;
const KEY_ARN = /^arn:[^:]+:kms:[^:]+:\d{12}:key\/[^/]+$/;

export interface ExistingDatabaseProps extends Omit<ExistingDatabaseConfig, 'kind' | 'tables'> {
  /** By which the configuration knows it. */
  readonly key: string;
  /** That its declared tables are in. */
  readonly schemas: readonly string[];
  readonly vpc: ec2.IVpc;
  /** Where the bootstrap is placed. */
  readonly subnets: ec2.SubnetSelection;
  readonly logs: Pick<logs.LogGroupProps, 'retention' | 'removalPolicy'>;
}

/**
 * A database that is there. The bootstrap makes users and heartbeat table where it was given an administrator's secret, and
 * proves the server's settings in any case. The stack announces it, for its template has no resource of it.
 */
export class ExistingDatabase extends Construct implements ISourceDatabase {
  readonly connections: ec2.Connections;
  readonly hostname: string;
  readonly port: string;
  readonly heartbeatTable: string;
  readonly cdcSecret: secretsmanager.ISecret;
  readonly appSecret = undefined;
  readonly access: DatabaseAccess;

  /** @throws Error where a property breaks a rule */
  constructor(scope: Construct, id: string, props: ExistingDatabaseProps) {
    super(scope, id);
    const traits = engineTraits(props.engine);
    const problems = existingDatabaseProblems(props);
    if (traits === undefined || problems.length > 0) {
      fail(this, problems.join('; '));
    }
    const port = props.port ?? traits.port;
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(this, 'SecurityGroup', props.securityGroupId);
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(port) });
    this.hostname = props.hostname;
    this.port = String(port);
    this.heartbeatTable = heartbeatTable(props.engine, props.database);
    const encryptionKey =
      props.secretKeyArn === undefined ? undefined : kms.Key.fromKeyArn(this, 'SecretKey', props.secretKeyArn);
    const secret = (name: string, secretName: string): secretsmanager.ISecret => {
      const secretPartialArn = Stack.of(this).formatArn({
        service: 'secretsmanager',
        resource: 'secret',
        resourceName: secretName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });
      return secretsmanager.Secret.fromSecretAttributes(this, name, { secretPartialArn, encryptionKey });
    };
    this.cdcSecret = secret('CdcSecret', props.cdcSecretName);
    this.access = {
      // Its holder may be replaced without a word: who does that deploys again.
      database: { hostname: this.hostname, port: this.port, resourceId: this.hostname, engineVersion: props.engine },
      databaseName: props.database,
      dialect: traits.dialect,
      connections: this,
      adminSecret: props.adminSecretName === undefined ? undefined : secret('AdminSecret', props.adminSecretName),
      cdcSecret: this.cdcSecret,
      binlogRetention: undefined,
    };
    new DatabaseBootstrap(this, 'Bootstrap', {
      ...this.access,
      vpc: props.vpc,
      subnets: props.subnets,
      logs: props.logs,
      capturedTables: [],
      after: [],
    });
    Stack.of(this).addMetadata(EXISTING_DATABASE, {
      Key: props.key,
      Engine: props.engine,
      Database: props.database,
      Schema: onlyOne(props.schemas),
      Hostname: props.hostname,
      Port: String(port),
      CdcSecretName: props.cdcSecretName,
      AdminSecretName: props.adminSecretName,
      // What it is found to have, or the deployment fails.
      Parameters: replicationParameters(props.engine),
    });
  }
}

function onlyOne(values: readonly string[]): string | undefined {
  const [value, ...others] = new Set(values);
  return others.length === 0 ? value : undefined;
}

/** Every rule that the properties break, as `property rule, got: value` sentences; empty when they are sound. */
export function existingDatabaseProblems(props: Omit<ExistingDatabaseConfig, 'kind' | 'tables'>): string[] {
  const port = props.port ?? 1;
  return [
    ...databaseNameProblems(props),
    ...(HOSTNAME.test(props.hostname) ? [] : [`\`hostname\` must be a host's name, got: ${props.hostname}`]),
    ...(Number.isInteger(port) && port >= 1 && port <= 65_535
      ? []
      : [`\`port\` must be 1 to 65535, got: ${props.port}`]),
    ...(SECURITY_GROUP.test(props.securityGroupId)
      ? []
      : [`\`securityGroupId\` must be sg- and its id, got: ${props.securityGroupId}`]),
    ...secretNameProblems('cdcSecretName', props.cdcSecretName),
    // RDS names those that it manages with `!`; no connector has to refer to this one.
    ...(props.adminSecretName === undefined
      ? []
      : secretNameProblems('adminSecretName', props.adminSecretName.replaceAll('!', '-'))),
    ...(props.adminSecretName === props.cdcSecretName
      ? [`\`adminSecretName\` must be another secret than \`cdcSecretName\`, got: ${props.adminSecretName}`]
      : []),
    ...(props.secretKeyArn === undefined || KEY_ARN.test(props.secretKeyArn)
      ? []
      : [`\`secretKeyArn\` must be the ARN of a key, got: ${props.secretKeyArn}`]),
  ];
}

/** By its ARN a connector could not refer to it, for `:` ends a name there. */
function secretNameProblems(property: string, name: string): string[] {
  return /^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name)
    ? []
    : [`\`${property}\` must be a secret's name, and not its ARN, got: ${name}`];
}
