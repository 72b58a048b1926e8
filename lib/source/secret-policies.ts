import * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/**
 * Lets a client of another stack read a secret's value. The CDK's own grant would name the client in the policy of the
 * secret's key, and so make the key's stack depend on the client's. The key trusts this account's policies already.
 */
export function secretReadStatements(secret: secretsmanager.ISecret): iam.PolicyStatement[] {
  // An ARN without the six characters at its end is all that a name tells.
  const resource = secret.secretFullArn ?? `${secret.secretArn}-??????`;
  const read = new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [resource] });
  const key = secret.encryptionKey;
  return key === undefined
    ? [read]
    : [read, new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn] })];
}
