import { includedTables } from '../../model/included-tables';
import { GENERATED_CLAIM, GeneratedLog, isGenerator } from '../../proofs/generated/generated-log';
import { TopicReader } from '../../proofs/topic-reader';
import { OTHER_AUTHORITY } from '../../session/applied-overrides';
import type { Kind } from '../kind';
import { connectorVerbs } from './connector';
import { pluginVerbs } from './plugin';
import { CONNECT_VERSION } from './start-connect-worker';

/** Connectors, each with a worker of its own. */
export const mskConnect: Kind = {
  name: 'msk-connect',
  evidence: 'exercised',
  resources: {
    'AWS::KafkaConnect::Connector': connectorVerbs,
    'AWS::KafkaConnect::CustomPlugin': pluginVerbs,
    'AWS::KafkaConnect::WorkerConfiguration': { note: 'read when a connector with it starts' },
  },
  overrides: [
    {
      target: 'worker',
      key: 'config.providers.databaseca.param.certificates',
      reason: OTHER_AUTHORITY,
      matches: /^config\.providers\.databaseca\.class$/,
      replace: (key, value, facts) => ({
        [key]: value,
        'config.providers.databaseca.param.certificates': facts.databaseCaFile,
      }),
    },
  ],
  // What a generator makes is in no server of its own.
  sources: ({ platform: { connectors }, client }) =>
    connectors.filter(isGenerator).map((part) => {
      const topics = includedTables(part.config).map(({ topic }) => topic);
      return { part, claim: GENERATED_CLAIM, open: () => new GeneratedLog(part, new TopicReader(client, topics)) };
    }),
  standIns: ({ platform: { connectors } }) =>
    connectors.slice(0, 1).map(({ model, worker }) => ({
      deployed: `MSK Connect ${model.kafkaConnectVersion}, workers by capacity`,
      local: `${worker.kind}, one worker per connector`,
    })),
  versions: () => ({ kafkaConnect: CONNECT_VERSION }),
};
