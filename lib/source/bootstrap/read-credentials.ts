import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Credentials } from './bootstrap-plan';

/** @throws Error without anything of the secret where it is not that of a database user */
export async function readCredentials(secretArn: string): Promise<Credentials> {
  const secret = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: secretArn }));
  const { username, password } = parseSecret(secretArn, secret.SecretString);
  if (!isText(username) || !isText(password)) {
    throw new Error(`secret ${secretArn} must hold \`username\` and \`password\` as texts`);
  }
  return { username, password };
}

function parseSecret(secretArn: string, text: string | undefined): Record<string, unknown> {
  try {
    return JSON.parse(text ?? '');
  } catch {
    // The parser's own message would quote the secret.
    throw new Error(`secret ${secretArn} must be a flat JSON object`);
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
