import * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { secretReadStatements } from '../source/secret-policies';

/** Where statements are run, and as whom. */
export interface StatementTarget {
  readonly workgroupArn: string;
  readonly adminSecret: secretsmanager.ISecret;
}

/** Lets a client have statements run by the Data API, which reads the secret in the client's name. */
export function statementRunStatements(
  { workgroupArn, adminSecret }: StatementTarget,
  actions: readonly ('ExecuteStatement' | 'BatchExecuteStatement')[],
): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      actions: actions.map((action) => `redshift-data:${action}`),
      resources: [workgroupArn],
    }),
    ...secretReadStatements(adminSecret),
  ];
}

/** Lets a client see how its own statements go, and what they answer. Wildcard: IAM knows no statements as resources. */
export function statementReadStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['redshift-data:DescribeStatement', 'redshift-data:GetStatementResult'],
    resources: ['*'],
    conditions: { StringEquals: { 'redshift-data:statement-owner-iam-userid': '${aws:userid}' } },
  });
}
