import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

import type { TemplateResolver } from '../assembly/template-resolver';
import type { LocalValues } from '../local-values';
import type { SecretModel } from '../model/platform';
import { generatedSecretName } from '../physical-name';
import type { AwsClientConfig } from '../servers/aws-client-config';
import { type GenerateSecretString, generateSecretString } from './generate-secret-string';

/** Makes every secret of the templates with a value of its own. */
export async function createSecrets(
  secrets: readonly SecretModel[],
  resolver: TemplateResolver,
  local: LocalValues,
  aws: AwsClientConfig,
): Promise<void> {
  const client = new SecretsManagerClient(aws);
  for (const { resource } of secrets) {
    const name = String(resolver.property(resource, 'Name') ?? generatedSecretName(resource));
    const request = resolver.property(resource, 'GenerateSecretString') as GenerateSecretString | undefined;
    const fixed = resolver.property(resource, 'SecretString');
    const value = fixed === undefined ? generateSecretString(request ?? {}) : String(fixed);
    const created = await client.send(new CreateSecretCommand({ Name: name, SecretString: value }));
    local.addSecret(resource, { name, arn: created.ARN ?? '', value });
  }
}
