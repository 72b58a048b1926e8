import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * Lets everyone in the network through to tables of this account and region, and to no other's: who may do what with them, roles
 * decide. Wildcard: tables come and go with pipelines, and the network stays.
 */
export function ownTablesStatement(stack: Stack): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.AnyPrincipal()],
    actions: ['dynamodb:*'],
    resources: [stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: '*' })],
  });
}
