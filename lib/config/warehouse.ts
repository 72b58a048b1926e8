import type { Duration } from 'aws-cdk-lib';

/** A warehouse that the app makes, or one that is there. */
export type WarehouseConfig = MadeWarehouse | ExistingWarehouse;

/** Redshift Serverless in the private subnets, reached by whom IAM lets and by nobody else. */
export interface MadeWarehouse {
  /** What tells it from one that is there already. */
  readonly kind: 'made';
  /** RPUs that it computes with: 4, or 8 to 512 in steps of 8. Billed by the second while statements run. */
  readonly baseCapacity: number;
  /**
   * RPUs up to which it grows, in steps of 8. It bounds what a minute can cost, not what a month does.
   *
   * @default - the base capacity
   */
  readonly maxCapacity?: number;
  /**
   * Statements that take longer are ended.
   *
   * @default - a day, which is Redshift's own
   */
  readonly longestStatement?: Duration;
  /**
   * Name of its database, which it keeps for ever.
   *
   * @default DEFAULT_WAREHOUSE_DATABASE
   */
  readonly databaseName?: string;
}

/**
 * Nothing of it is made or removed, but for rights of its role to topics, a way from its security group to the brokers, and what
 * pipelines make in its database. It has enhanced VPC routing in the environment's network, and `enable_case_sensitive_identifier`.
 */
export interface ExistingWarehouse {
  /** What tells it from one that is made. */
  readonly kind: 'existing';
  /** Of Redshift Serverless; statements are sent to it. */
  readonly workgroupName: string;
  /** `arn:aws:redshift-serverless:…:workgroup/<uuid>` */
  readonly workgroupArn: string;
  /** Database in which pipelines make their schemas. */
  readonly databaseName: string;
  /** Role of its namespace, trusted by Redshift, by which it reads topics. */
  readonly roleArn: string;
  /** ARN, with the six characters at its end, of the secret with `username` and `password` of who is to own schemas. */
  readonly secretArn: string;
  /**
   * ARN of the key of this secret.
   *
   * @default - the key that AWS holds for Secrets Manager
   */
  readonly secretKeyArn?: string;
  /** Security group of its workgroup; a rule leads from it to the brokers. */
  readonly securityGroupId: string;
}

export const DEFAULT_WAREHOUSE_DATABASE = 'tributary';
