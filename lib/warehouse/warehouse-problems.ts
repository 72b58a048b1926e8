import { Token } from 'aws-cdk-lib';
import type { ExistingWarehouse, MadeWarehouse, WarehouseConfig } from '../config/warehouse';

/** What an account and region call a namespace or a workgroup. */
const RESOURCE_NAME = /^[a-z0-9-]{3,64}$/;
const DATABASE_NAME = /^[a-z][a-z0-9_]{0,62}$/;
/** Databases that Redshift has for itself. */
const RESERVED_DATABASES = ['template0', 'template1', 'padb_harvest', 'sys_internal'];
const WORKGROUP_ARN = /^arn:[^:]+:redshift-serverless:[^:]+:\d{12}:workgroup\/[0-9a-f-]{36}$/;
const ROLE_ARN = /^arn:[^:]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const SECRET_ARN = /^arn:[^:]+:secretsmanager:[^:]+:\d{12}:secret:[\w/+=.@!-]+-[A-Za-z0-9]{6}$/;
const KEY_ARN = /^arn:[^:]+:kms:[^:]+:\d{12}:key\/[^/]+$/;
const SECURITY_GROUP = /^sg-[0-9a-f]{8,17}$/;

const SMALLEST_CAPACITY = 4;
const CAPACITY_STEP = 8;
const LARGEST_CAPACITY = 512;
/** What Redshift ends a statement after by itself. */
const MOST_STATEMENT_SECONDS = 86_399;

/** Every rule that a warehouse breaks, as `property rule, got: value` sentences; empty when it is sound. */
export function warehouseProblems(config: WarehouseConfig): string[] {
  return config.kind === 'made' ? madeProblems(config) : existingProblems(config);
}

/** @returns what is wrong with the name of a namespace or a workgroup, as a list of one sentence or none */
export function resourceNameProblems(property: string, name: string): string[] {
  return Token.isUnresolved(name) || RESOURCE_NAME.test(name)
    ? []
    : [`\`${property}\` must be 3 to 64 lower-case letters, digits or -, got: ${name}`];
}

function madeProblems({ baseCapacity, maxCapacity, databaseName, longestStatement }: MadeWarehouse): string[] {
  const seconds = longestStatement?.toSeconds({ integral: false });
  return [
    ...(baseCapacity === SMALLEST_CAPACITY || isStep(baseCapacity)
      ? []
      : [
          `\`baseCapacity\` must be ${SMALLEST_CAPACITY}, or ${CAPACITY_STEP} to ${LARGEST_CAPACITY} in steps of ${CAPACITY_STEP}, got: ${baseCapacity}`,
        ]),
    ...(maxCapacity === undefined || (isStep(maxCapacity) && maxCapacity >= baseCapacity)
      ? []
      : [
          `\`maxCapacity\` must be ${CAPACITY_STEP} to ${LARGEST_CAPACITY} in steps of ${CAPACITY_STEP} and at least \`baseCapacity\`, ${baseCapacity} here, got: ${maxCapacity}`,
        ]),
    ...(seconds === undefined || (Number.isInteger(seconds) && seconds >= 1 && seconds <= MOST_STATEMENT_SECONDS)
      ? []
      : [`\`longestStatement\` must be 1 to ${MOST_STATEMENT_SECONDS} whole seconds, got: ${seconds} s`]),
    ...databaseProblems(databaseName),
  ];
}

function isStep(capacity: number): boolean {
  return Number.isInteger(capacity / CAPACITY_STEP) && capacity >= CAPACITY_STEP && capacity <= LARGEST_CAPACITY;
}

function existingProblems(config: ExistingWarehouse): string[] {
  const arn = (
    property: 'workgroupArn' | 'roleArn' | 'secretArn' | 'secretKeyArn',
    form: RegExp,
    what: string,
  ): string[] => {
    const value = config[property];
    return value === undefined || form.test(value) ? [] : [`\`${property}\` must be the ARN of ${what}, got: ${value}`];
  };
  return [
    ...resourceNameProblems('workgroupName', config.workgroupName),
    ...arn('workgroupArn', WORKGROUP_ARN, 'a workgroup of Redshift Serverless'),
    ...arn('roleArn', ROLE_ARN, 'a role'),
    ...arn('secretArn', SECRET_ARN, 'a secret with the six characters at its end'),
    ...arn('secretKeyArn', KEY_ARN, 'a key'),
    ...(SECURITY_GROUP.test(config.securityGroupId)
      ? []
      : [`\`securityGroupId\` must be sg- and its id, got: ${config.securityGroupId}`]),
    ...databaseProblems(config.databaseName),
  ];
}

function databaseProblems(name: string | undefined): string[] {
  return name === undefined || (DATABASE_NAME.test(name) && !RESERVED_DATABASES.includes(name))
    ? []
    : [
        `\`databaseName\` must be a lower-case letter followed by up to 62 lower-case letters, digits or _, and none of Redshift's own, got: ${name}`,
      ];
}
