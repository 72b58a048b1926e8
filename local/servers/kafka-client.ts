import { readFileSync } from 'node:fs';
import { createMechanism } from '@jm18457/kafkajs-msk-iam-authentication-mechanism';
import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';

import type { AccessKey } from '../access/access-key';
import type { KafkaServer } from './local-server';

/** How a client is a role of the templates. */
export interface RoleIdentity {
  readonly key: AccessKey;
  readonly region: string;
  /** PEM file of the authority that signed the broker's certificate. */
  readonly caFile: string;
}

/** For what CloudFormation does with topics, and for looking whether the broker runs: no role, and everything is allowed. */
export function privilegedClient({ privilegedServers }: Pick<KafkaServer, 'privilegedServers'>, retries = 5): Kafka {
  return client(privilegedServers, { retry: { retries } });
}

/** May do what its role may. */
export function roleClient({ bootstrapServers }: Pick<KafkaServer, 'bootstrapServers'>, identity: RoleIdentity): Kafka {
  const { key, region, caFile } = identity;
  return client(bootstrapServers, {
    ssl: { ca: [readFileSync(caFile, 'utf8')] },
    sasl: createMechanism({ region, credentials: { ...key } }),
  });
}

/** A client of the run's own that says nothing by itself: what goes wrong is thrown. */
function client(servers: string, config: Partial<KafkaConfig>): Kafka {
  return new Kafka({
    clientId: 'tributary-local-run',
    brokers: servers.split(','),
    logLevel: logLevel.NOTHING,
    ...config,
  });
}
