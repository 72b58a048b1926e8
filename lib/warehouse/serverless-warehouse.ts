import { Annotations, RemovalPolicy, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as redshift from 'aws-cdk-lib/aws-redshiftserverless';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { DEFAULT_WAREHOUSE_DATABASE, type MadeWarehouse } from '../config/warehouse';
import { fail } from '../core/fail';
import { neededAddresses, usableAddresses } from './free-addresses';
import type { IWarehouse } from './warehouse';
import { resourceNameProblems, warehouseProblems } from './warehouse-problems';

const ADMIN_USER = 'admin';
/** Of letters and digits. */
const PASSWORD_LENGTH = 48;
/** With enhanced VPC routing. */
const ZONES = 3;
/** What a workgroup of 4 may grow to where nothing is said: there are whole steps of 8 only. */
const SMALLEST_MAXIMUM = 8;
/** What tells who did what. Redshift makes their log groups itself and nothing ever removes them. */
const LOG_EXPORTS = ['connectionlog', 'useractivitylog', 'userlog'];

export interface ServerlessWarehouseProps extends Omit<MadeWarehouse, 'kind'> {
  /** Of namespace and workgroup, unique in an account and region: 3 to 64 lower-case letters, digits or `-`. It is state. */
  readonly name: string;
  readonly vpc: ec2.IVpc;
  /** Private subnets in three zones. */
  readonly subnets: ec2.SubnetSelection;
  /** Of the data and its administrator's secret: destroy leaves nothing, retain keeps both. */
  readonly removalPolicy: RemovalPolicy;
  /** Key of data and secret. @default - keys that AWS holds */
  readonly encryptionKey?: kms.IKey;
}

/**
 * Redshift Serverless: private, TLS only, with its ways in the VPC, and with names as they are spelled, by which it finds topics and
 * fields of their records. Statements reach it by the Data API. Tables are in the namespace; the workgroup holds nothing.
 */
export class ServerlessWarehouse extends Construct implements IWarehouse {
  readonly connections: ec2.Connections;
  readonly workgroupName: string;
  readonly workgroupArn: string;
  readonly databaseName: string;
  readonly role: iam.Role;
  readonly adminSecret: secretsmanager.Secret;
  readonly baseCapacity: number;

  /** @throws Error where a property breaks a rule */
  constructor(scope: Construct, id: string, props: ServerlessWarehouseProps) {
    super(scope, id);
    const { name, vpc, removalPolicy, encryptionKey, baseCapacity } = props;
    const subnets = vpc.selectSubnets(props.subnets);
    const problems = [
      ...warehouseProblems({ kind: 'made', ...props }),
      ...resourceNameProblems('name', name),
      ...subnetProblems(subnets, props),
    ];
    if (problems.length > 0) {
      fail(this, problems.join('; '));
    }
    const maxCapacity = props.maxCapacity ?? Math.max(baseCapacity, SMALLEST_MAXIMUM);
    if (subnets.subnets.some((subnet) => knownRange(subnet) === undefined)) {
      Annotations.of(this).addWarningV2(
        'tributary:free-addresses',
        `\`subnets\` must each have ${neededAddresses(maxCapacity)} free addresses for ${maxCapacity} RPUs, and nobody knows at synth which they have: look before the first deployment, which fails without`,
      );
    }
    this.baseCapacity = baseCapacity;
    this.databaseName = props.databaseName ?? DEFAULT_WAREHOUSE_DATABASE;
    this.adminSecret = this.createSecret(props);
    this.role = new iam.Role(this, 'Role', {
      description: `Reads topics into the warehouse ${name}`,
      // A namespace assumes it as one or the other, and no page says which.
      assumedBy: new iam.CompositePrincipal(
        new iam.ServicePrincipal('redshift.amazonaws.com'),
        new iam.ServicePrincipal('redshift-serverless.amazonaws.com'),
      ),
    });
    const namespace = new redshift.CfnNamespace(this, 'Namespace', {
      namespaceName: name,
      dbName: this.databaseName,
      adminUsername: ADMIN_USER,
      adminUserPassword: this.adminSecret.secretValueFromJson('password').unsafeUnwrap(),
      iamRoles: [this.role.roleArn],
      kmsKeyId: encryptionKey?.keyArn,
      logExports: removalPolicy === RemovalPolicy.DESTROY ? undefined : LOG_EXPORTS,
    });
    namespace.applyRemovalPolicy(removalPolicy);
    // Another tag would replace it with everything that it holds.
    namespace.addPropertyDeletionOverride('Tags');
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `Warehouse ${name}`,
      allowAllOutbound: false,
    });
    this.connections = new ec2.Connections({ securityGroups: [securityGroup] });
    const workgroup = new redshift.CfnWorkgroup(this, 'Workgroup', {
      workgroupName: name,
      namespaceName: namespace.ref,
      baseCapacity,
      maxCapacity,
      enhancedVpcRouting: true,
      publiclyAccessible: false,
      subnetIds: subnets.subnetIds,
      securityGroupIds: [securityGroup.securityGroupId],
      configParameters: Object.entries(configParameters(props)).map(([parameterKey, parameterValue]) => ({
        parameterKey,
        parameterValue,
      })),
    });
    this.workgroupName = name;
    this.workgroupArn = workgroup.attrWorkgroupWorkgroupArn;
  }

  private createSecret({ name, encryptionKey, removalPolicy }: ServerlessWarehouseProps): secretsmanager.Secret {
    const secret = new secretsmanager.Secret(this, 'AdminSecret', {
      description: `Administrator of the warehouse ${name}`,
      encryptionKey,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ username: ADMIN_USER }),
        generateStringKey: 'password',
        passwordLength: PASSWORD_LENGTH,
        // Redshift refuses some, and letters and digits are enough.
        excludePunctuation: true,
      },
    });
    secret.applyRemovalPolicy(removalPolicy);
    return secret;
  }
}

function configParameters({ longestStatement }: ServerlessWarehouseProps): Record<string, string> {
  return {
    // Without it, topics and fields with upper-case letters are not found: a setting of the session is none of auto refresh.
    enable_case_sensitive_identifier: 'true',
    require_ssl: 'true',
    ...(longestStatement === undefined ? {} : { max_query_execution_time: String(longestStatement.toSeconds()) }),
  };
}

function subnetProblems(
  { subnets, availabilityZones }: ec2.SelectedSubnets,
  { baseCapacity, maxCapacity = baseCapacity }: ServerlessWarehouseProps,
): string[] {
  const zones = new Set(availabilityZones);
  const needed = neededAddresses(maxCapacity);
  return [
    ...(zones.size >= ZONES
      ? []
      : [`\`subnets\` must be in ${ZONES} zones, which enhanced VPC routing asks for, got: ${[...zones].join(', ')}`]),
    ...subnets
      .filter((subnet) => knownRange(subnet) !== undefined && usableAddresses(knownRange(subnet) as string) < needed)
      .map(
        (subnet) =>
          `\`subnets\` must each have ${needed} free addresses for ${maxCapacity} RPUs, got: ${knownRange(subnet)} in ${subnet.availabilityZone}`,
      ),
  ];
}

/** Undefined where nobody has said it at synth. */
function knownRange(subnet: ec2.ISubnet): string | undefined {
  try {
    return Token.isUnresolved(subnet.ipv4CidrBlock) ? undefined : subnet.ipv4CidrBlock;
  } catch {
    // An imported one throws.
    return undefined;
  }
}
