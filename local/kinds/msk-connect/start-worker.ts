import { join } from 'node:path';

import { parseProperties } from '../../model/parse-properties';
import type { ConnectorModel } from '../../model/platform';
import { awsEnvironment } from '../../servers/aws-environment';
import type { AwsServer, ConnectWorker, KafkaServer } from '../../servers/local-server';
import type { Session } from '../../session/session';
import { startConnectWorker } from './start-connect-worker';
import { unpackPlugin } from './unpack-plugin';

/** Starts the worker of one connector with its synthesized properties and its bundled plugin. */
export async function startWorker(
  connector: ConnectorModel,
  kafka: KafkaServer,
  aws: AwsServer,
  session: Session,
): Promise<ConnectWorker> {
  const { name, resource, workerConfiguration, pluginArchive, role } = connector;
  const { supervisor, runtime, resolver, overrides, paths, local, access } = session;
  const content = workerConfiguration === undefined ? '' : resolver.text(workerConfiguration, 'PropertiesFileContent');
  return startConnectWorker(
    supervisor,
    runtime,
    {
      connectorName: name,
      predecessors: local.addConnector(name),
      properties: overrides.apply('worker', parseProperties(Buffer.from(content, 'base64').toString('utf8'))),
      bootstrapServers: kafka.bootstrapServers,
      pluginPath: await unpackPlugin(pluginArchive, name, supervisor, runtime),
      trustStoreFile: await session.trustStore(),
      env: awsEnvironment(aws.endpoint, resource.stack.region, access.keyOf(role)),
      directory: join(paths.data, `connect-${name}`),
    },
    session.pickPort,
  );
}
