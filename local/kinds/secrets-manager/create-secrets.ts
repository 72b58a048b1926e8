import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

import type { Resource } from '../../assembly/environment-templates';
import type { TemplateResolver } from '../../assembly/template-resolver';
import type { SecretModel } from '../../model/platform';
import type { AwsClientConfig } from '../../servers/aws-client-config';
import type { LocalValues } from '../../session/local-values';
import { generatedSecretName } from '../physical-name';
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
    const name = secretName(resource, resolver);
    const value = secretValue(resource, resolver);
    const created = await client.send(new CreateSecretCommand({ Name: name, SecretString: value }));
    local.addSecret(resource, { name, arn: created.ARN ?? '', value });
  }
}

export function secretName(resource: Resource, resolver: TemplateResolver): string {
  return String(resolver.property(resource, 'Name') ?? generatedSecretName(resource));
}

/** The fixed value of a secret, or a new one that is made as its template says. */
export function secretValue(resource: Resource, resolver: TemplateResolver): string {
  const fixed = resolver.property(resource, 'SecretString');
  if (fixed !== undefined) return String(fixed);
  const request = resolver.property(resource, 'GenerateSecretString') as GenerateSecretString | undefined;
  return generateSecretString(request ?? {});
}
