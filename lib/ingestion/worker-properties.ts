import { Token } from 'aws-cdk-lib';

const REQUIRED = ['key.converter', 'value.converter'];

/** Whole families that MSK Connect sets itself. */
const FORBIDDEN_PREFIXES = [
  'access.control.',
  'admin.',
  'client.',
  'connect.',
  'inter.worker.',
  'internal.',
  'listeners.https.',
  'metrics.',
  'rest.',
  'sasl.',
  'security.',
  'socket.',
  'ssl.',
  'topic.tracking.',
  'worker.',
];

const FORBIDDEN_KEYS = [
  'bootstrap.servers',
  'config.storage.topic',
  'connections.max.idle.ms',
  'connector.client.config.override.policy',
  'group.id',
  'listeners',
  'metric.reporters',
  'plugin.path',
  'receive.buffer.bytes',
  'response.http.headers.config',
  'scheduled.rebalance.max.delay.ms',
  'send.buffer.bytes',
  'status.storage.topic',
];

/** Accepted by the service, and without any effect. */
const IGNORED_PREFIXES = ['log4j.', 'log4j2.'];

const ALLOWED_PRODUCER_KEYS = [
  'producer.acks',
  'producer.batch.size',
  'producer.buffer.memory',
  'producer.compression.type',
  'producer.enable.idempotence',
  'producer.key.serializer',
  'producer.linger.ms',
  'producer.max.request.size',
  'producer.metadata.max.age.ms',
  'producer.metadata.max.idle.ms',
  'producer.partitioner.class',
  'producer.reconnect.backoff.max.ms',
  'producer.reconnect.backoff.ms',
  'producer.request.timeout.ms',
  'producer.retry.backoff.ms',
  'producer.value.serializer',
];

const ALLOWED_CONSUMER_KEYS = [
  'consumer.allow.auto.create.topics',
  'consumer.auto.offset.reset',
  'consumer.check.crcs',
  'consumer.fetch.max.bytes',
  'consumer.fetch.max.wait.ms',
  'consumer.fetch.min.bytes',
  'consumer.heartbeat.interval.ms',
  'consumer.key.deserializer',
  'consumer.max.partition.fetch.bytes',
  'consumer.max.poll.interval.ms',
  'consumer.max.poll.records',
  'consumer.metadata.max.age.ms',
  'consumer.partition.assignment.strategy',
  'consumer.reconnect.backoff.max.ms',
  'consumer.reconnect.backoff.ms',
  'consumer.request.timeout.ms',
  'consumer.retry.backoff.ms',
  'consumer.session.timeout.ms',
  'consumer.value.deserializer',
];

/**
 * Every rule of MSK Connect that worker properties break, as `property rule, got: value` sentences.
 *
 * @see https://docs.aws.amazon.com/msk/latest/developerguide/msk-connect-supported-worker-config-properties.html
 */
export function workerPropertyProblems(properties: Readonly<Record<string, string>>): string[] {
  const missing = REQUIRED.filter((key) => !properties[key]).map(
    (key) => `${property(key)} must be set in a worker configuration, got: ${String(properties[key])}`,
  );
  return [...missing, ...Object.entries(properties).flatMap(([key, value]) => entryProblems(key, value))];
}

/**
 * The properties as a Java properties file: one `key=value` line each, in the order given, ASCII only.
 *
 * @param properties without problems, see `workerPropertyProblems`
 */
export function renderWorkerProperties(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([key, value]) => `${escaped(key, /[\\ :=#!]/g)}=${escaped(value, /\\|^ /g)}\n`)
    .join('');
}

function entryProblems(key: string, value: string): string[] {
  if (typeof value !== 'string') {
    return [`${property(key)} must be a string, got: ${typeof value} ${String(value)}`];
  }
  if (Token.isUnresolved(key) || Token.isUnresolved(value)) {
    return [
      `${property(key)} must be known at synth because the configuration's name carries its hash, got: a deploy-time value`,
    ];
  }
  if (key === '' || hasControlCharacter(key) || hasControlCharacter(value)) {
    return [`${property(key)} must be one line without control characters, got: ${JSON.stringify(value)}`];
  }
  const rule = brokenRule(key);
  return rule === undefined ? [] : [`${property(key)} must not be set: ${rule}, got: ${value}`];
}

function brokenRule(key: string): string | undefined {
  const prefix = FORBIDDEN_PREFIXES.find((candidate) => key.startsWith(candidate));
  if (prefix !== undefined) {
    return `MSK Connect sets every \`${prefix}\` property itself`;
  }
  if (FORBIDDEN_KEYS.includes(key)) {
    return 'MSK Connect sets it itself';
  }
  if (key.startsWith('producer.') && !ALLOWED_PRODUCER_KEYS.includes(key)) {
    return 'it is not among the `producer.` properties that MSK Connect supports';
  }
  if (key.startsWith('consumer.') && !ALLOWED_CONSUMER_KEYS.includes(key)) {
    return 'it is not among the `consumer.` properties that MSK Connect supports';
  }
  return IGNORED_PREFIXES.some((ignored) => key.startsWith(ignored))
    ? 'logging properties have no effect in a worker configuration'
    : undefined;
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}

function escaped(text: string, special: RegExp): string {
  return text
    .replace(special, '\\$&')
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function property(key: string): string {
  return `\`properties.${key}\``;
}
