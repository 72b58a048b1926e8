const PACKAGE = 'io.tributary.connect.config';

/** Worker properties that make `${secretsmanager:…}` and `${databaseca:…}` references work in this worker. */
export function configProviders(region: string): Record<string, string> {
  return {
    'config.providers': 'secretsmanager,databaseca',
    'config.providers.secretsmanager.class': `${PACKAGE}.SecretsManagerConfigProvider`,
    'config.providers.secretsmanager.param.region': region,
    'config.providers.databaseca.class': `${PACKAGE}.DatabaseCaConfigProvider`,
  };
}

/**
 * A reference to one key of a secret that is a flat JSON object. The worker resolves it at start; neither the template
 * nor the connector's stored configuration ever holds the value.
 *
 * @param secretName name of the secret, never its ARN: the reference is cut at the first `:`
 */
export function secretReference(secretName: string, key: string): string {
  return `\${secretsmanager:${secretName}:${key}}`;
}

/** A reference to a file, or its password, that holds the certificate authorities of RDS. */
export function databaseCaReference(key: 'truststore' | 'truststore-password' | 'pem'): string {
  return `\${databaseca:${key}}`;
}
