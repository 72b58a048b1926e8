import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { secretReadStatements } from '../source/secret-policies';

/**
 * A field of a secret that another stack has, as an environment variable of a container. The CDK's own would let the task's role
 * into the policy of the secret's key, and so make that stack depend on the task's.
 */
export class SecretField extends ecs.Secret {
  readonly arn: string;
  readonly hasField = true;

  constructor(
    private readonly secret: secretsmanager.ISecret,
    field: string,
  ) {
    super();
    this.arn = `${secret.secretArn}:${field}::`;
  }

  grantRead(grantee: iam.IGrantable): iam.Grant {
    for (const statement of secretReadStatements(this.secret)) {
      grantee.grantPrincipal.addToPrincipalPolicy(statement);
    }
    return iam.Grant.drop(grantee, 'given by policies of the reader');
  }
}
