import { copyFileSync, existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Supervisor } from '../processes/supervisor';

/** What Java's own key store of authorities has, which is known to everybody and protects nothing. */
const PASSWORD = 'changeit';

/**
 * Makes a Java key store of the authorities that Java trusts anyway, and of one more.
 *
 * @param java program whose authorities they are
 * @param file path of the key store
 */
export async function createTrustStore(
  supervisor: Supervisor,
  java: string,
  caFile: string,
  file: string,
): Promise<string> {
  const home = dirname(dirname(realpathSync(java)));
  const usual = join(home, 'lib', 'security', 'cacerts');
  if (existsSync(usual)) copyFileSync(usual, file);
  const child = supervisor.start({
    name: 'keytool',
    command: join(home, 'bin', 'keytool'),
    args: [
      ...['-importcert', '-noprompt', '-alias', 'tributary-local-run', '-file', caFile],
      ...['-keystore', file, '-storepass', PASSWORD],
    ],
    env: { PATH: '/usr/bin:/bin' },
  });
  if ((await child.ended) !== 0) throw child.failure();
  return file;
}

/** Options of `java` that make it trust a key store's authorities, whatever its clients are configured with. */
export function trustOptions(trustStoreFile: string): string[] {
  return [`-Djavax.net.ssl.trustStore=${trustStoreFile}`, `-Djavax.net.ssl.trustStorePassword=${PASSWORD}`];
}
