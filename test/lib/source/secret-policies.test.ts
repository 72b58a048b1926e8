import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { secretReadStatements } from '../../../lib/source/secret-policies';
import { testStack } from '../../support/test-app';

test('a secret under a key of AWS needs one right', () => {
  const secret = new secretsmanager.Secret(testStack(), 'Secret');
  expect(secretReadStatements(secret).map(({ actions }) => actions)).toEqual([['secretsmanager:GetSecretValue']]);
});

test('a secret under a key of the account needs the key as well', () => {
  const stack = testStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  const statements = secretReadStatements(new secretsmanager.Secret(stack, 'Secret', { encryptionKey }));
  expect(statements.map(({ actions }) => actions)).toEqual([['secretsmanager:GetSecretValue'], ['kms:Decrypt']]);
  expect(statements[1]?.resources).toEqual([encryptionKey.keyArn]);
});
