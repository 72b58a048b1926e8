import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { ExistingWarehouse as ExistingWarehouseConfig } from '../config/warehouse';
import { fail } from '../core/fail';
import type { StatementTarget } from './warehouse-policies';
import { warehouseProblems } from './warehouse-problems';

/** A warehouse as those see it who make schemas and tables in it, in whatever stack. */
export interface IWarehouse extends ec2.IConnectable, StatementTarget {
  readonly workgroupName: string;
  readonly databaseName: string;
  /** By which Redshift reads topics: whoever makes views over some gives it the rights to them. */
  readonly role: iam.IRole;
  /** RPUs that it computes with; undefined where somebody else made it. */
  readonly baseCapacity: number | undefined;
}

/** A warehouse that is there. */
export class ExistingWarehouse extends Construct implements IWarehouse {
  readonly connections: ec2.Connections;
  readonly workgroupName: string;
  readonly workgroupArn: string;
  readonly databaseName: string;
  readonly role: iam.IRole;
  readonly adminSecret: secretsmanager.ISecret;
  readonly baseCapacity = undefined;

  /** @throws Error where a property breaks a rule */
  constructor(scope: Construct, id: string, props: ExistingWarehouseConfig) {
    super(scope, id);
    const problems = warehouseProblems(props);
    if (problems.length > 0) {
      fail(this, problems.join('; '));
    }
    this.workgroupName = props.workgroupName;
    this.workgroupArn = props.workgroupArn;
    this.databaseName = props.databaseName;
    this.role = iam.Role.fromRoleArn(this, 'Role', props.roleArn);
    this.adminSecret = secretsmanager.Secret.fromSecretAttributes(this, 'AdminSecret', {
      secretCompleteArn: props.secretArn,
      encryptionKey:
        props.secretKeyArn === undefined ? undefined : kms.Key.fromKeyArn(this, 'SecretKey', props.secretKeyArn),
    });
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(this, 'SecurityGroup', props.securityGroupId, {
      // Nobody knows what it lets out: the rule to the brokers is made in any case.
      allowAllOutbound: false,
    });
    this.connections = new ec2.Connections({ securityGroups: [securityGroup] });
  }
}
