import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

import { resourceId } from '../../assembly/environment-templates';
import type { DatabaseModel, SecretModel } from '../../model/platform';
import type { AwsClientConfig } from '../../servers/aws-client-config';
import type { LocalValues } from '../../session/local-values';

/** Adds to each attached secret what its attachment adds: engine, host and port of the database. */
export async function completeAttachedSecrets(
  secrets: readonly SecretModel[],
  databases: readonly DatabaseModel[],
  local: LocalValues,
  aws: AwsClientConfig,
): Promise<void> {
  const client = new SecretsManagerClient(aws);
  for (const { resource, attachedTo } of secrets) {
    const id = attachedTo && resourceId(attachedTo);
    const database = databases.find((candidate) => resourceId(candidate.resource) === id);
    if (database === undefined) continue;
    const secret = local.secret(resource);
    const server = local.database(database.resource);
    const value = JSON.stringify({
      ...(JSON.parse(secret.value) as object),
      engine: 'mysql',
      host: server.host,
      port: server.port,
    });
    await client.send(new PutSecretValueCommand({ SecretId: secret.arn, SecretString: value }));
    local.addSecret(resource, { ...secret, value });
  }
}
