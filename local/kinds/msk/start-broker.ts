import { join } from 'node:path';

import { parseProperties } from '../../model/parse-properties';
import type { BrokerModel } from '../../model/platform';
import type { KafkaServer } from '../../servers/local-server';
import type { Session } from '../../session/session';
import { startKafka } from './start-kafka';

/** Starts the broker with the server properties of its template. */
export async function startBroker(broker: BrokerModel, session: Session): Promise<KafkaServer> {
  const { configuration } = broker;
  const text = configuration === undefined ? '' : session.resolver.text(configuration, 'ServerProperties');
  const properties = session.overrides.apply('broker', parseProperties(text));
  const directory = join(session.paths.data, 'kafka');
  const certificate = session.authority.issue(directory);
  const spec = { serverProperties: properties, certificate, access: session.access, directory };
  const server = await startKafka(session.supervisor, session.runtime, spec, session.pickPort);
  session.local.setKafka(server);
  return server;
}
