import { CreateSecretCommand, ResourceExistsException, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ExistingDatabase } from '../../model/platform';
import type { AwsClientConfig } from '../../servers/aws-client-config';
import type { LocalValues } from '../../session/local-values';
import type { Credentials } from '../../session/running-platform';

/** Makes the secrets that somebody has made where a database is there already; several databases may share them. */
export async function createStandInSecrets(
  { cdcSecretName, adminSecretName }: ExistingDatabase,
  local: LocalValues,
  aws: AwsClientConfig,
): Promise<void> {
  const client = new SecretsManagerClient(aws);
  await create(client, cdcSecretName, local.standInReader(cdcSecretName));
  if (adminSecretName !== undefined) await create(client, adminSecretName, local.standInAdmin);
}

async function create(client: SecretsManagerClient, name: string, { user, password }: Credentials): Promise<void> {
  try {
    const value = JSON.stringify({ username: user, password });
    await client.send(new CreateSecretCommand({ Name: name, SecretString: value }));
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
  }
}
