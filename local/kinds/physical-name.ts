import { createHash } from 'node:crypto';

import { type Resource, resourceId } from '../assembly/environment-templates';

const SUFFIX_LENGTH = 12;
const MAX_BUCKET_NAME = 63;

/** A secret's generated name, in CloudFormation's form: logical id, dash, twelve characters without a dash. */
export function generatedSecretName(resource: Resource): string {
  return `${resource.logicalId}-${suffix(resource)}`;
}

/** A bucket's generated name, in CloudFormation's form: stack, logical id and twelve characters, at most 63, lower case. */
export function generatedBucketName(resource: Resource): string {
  const prefix = `${resource.stack.stackName}-${resource.logicalId}`.toLowerCase();
  return `${prefix.slice(0, MAX_BUCKET_NAME - SUFFIX_LENGTH - 1)}-${suffix(resource)}`;
}

/** A table's generated name, in CloudFormation's form: stack, logical id and twelve characters. */
export function generatedTableName(resource: Resource): string {
  return `${resource.stack.stackName}-${resource.logicalId}-${suffix(resource)}`;
}

/** The same in every run: nothing is gained by names that differ. */
function suffix(resource: Resource): string {
  return createHash('sha256').update(resourceId(resource)).digest('hex').slice(0, SUFFIX_LENGTH);
}
