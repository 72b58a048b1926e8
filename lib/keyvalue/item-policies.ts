import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * What a sink does in its tables: see that they are there with the key that it has for them, and write whole items, each time
 * on condition that nothing newer is there.
 *
 * @param deletes whether it removes items, too
 */
export function itemWriteStatement(tableArns: string[], deletes: boolean): iam.PolicyStatement {
  const actions = ['DescribeTable', 'PutItem', ...(deletes ? ['DeleteItem'] : [])];
  return new iam.PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: tableArns,
  });
}

/** What DynamoDB does with the key of a table on behalf of one who writes items, and nobody else by these rights. */
export function itemKeyStatement(keyArn: string, region: string): iam.PolicyStatement {
  const actions = ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'];
  return new iam.PolicyStatement({
    actions: actions.map((action) => `kms:${action}`),
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } },
  });
}
