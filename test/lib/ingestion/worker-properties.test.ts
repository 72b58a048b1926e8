import { Aws } from 'aws-cdk-lib';
import { renderWorkerProperties, workerPropertyProblems } from '../../../lib/ingestion/worker-properties';

const CONVERTERS = {
  'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
};

test('two converters are enough', () => {
  expect(workerPropertyProblems(CONVERTERS)).toEqual([]);
});

test.each([
  'offset.storage.topic',
  'offset.storage.partitions',
  'status.storage.partitions',
  'offset.flush.interval.ms',
  'topic.creation.enable',
  'config.providers',
  'config.providers.secretsmanager.param.region',
  'key.converter.schemas.enable',
  'exactly.once.source.support',
  'producer.acks',
  'producer.max.request.size',
  'producer.metadata.max.idle.ms',
  'consumer.auto.offset.reset',
  'consumer.max.partition.fetch.bytes',
  'consumer.partition.assignment.strategy',
])('%s is allowed', (key) => {
  expect(workerPropertyProblems({ ...CONVERTERS, [key]: 'x' })).toEqual([]);
});

describe('fails on a property that MSK Connect', () => {
  test.each([
    ['access.control.allow.origin', 'access.control.'],
    ['admin.retries', 'admin.'],
    ['admin.listeners.https.x', 'admin.'],
    ['client.id', 'client.'],
    ['connect.protocol', 'connect.'],
    ['inter.worker.signature.algorithm', 'inter.worker.'],
    ['internal.key.converter', 'internal.'],
    ['listeners.https.ssl.client.auth', 'listeners.https.'],
    ['metrics.num.samples', 'metrics.'],
    ['metrics.context.x', 'metrics.'],
    ['rest.advertised.port', 'rest.'],
    ['sasl.mechanism', 'sasl.'],
    ['security.protocol', 'security.'],
    ['socket.connection.setup.timeout.ms', 'socket.'],
    ['ssl.truststore.location', 'ssl.'],
    ['topic.tracking.enable', 'topic.tracking.'],
    ['worker.sync.timeout.ms', 'worker.'],
  ])('sets with its whole family: %s', (key, prefix) => {
    expect(workerPropertyProblems({ ...CONVERTERS, [key]: 'x' })).toEqual([
      `\`properties.${key}\` must not be set: MSK Connect sets every \`${prefix}\` property itself, got: x`,
    ]);
  });

  test.each([
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
  ])('sets itself: %s', (key) => {
    expect(workerPropertyProblems({ ...CONVERTERS, [key]: 'x' })).toEqual([
      `\`properties.${key}\` must not be set: MSK Connect sets it itself, got: x`,
    ]);
  });

  test.each([
    ['producer.security.protocol', 'producer.'],
    ['producer.transactional.id', 'producer.'],
    ['producer.retries', 'producer.'],
    ['consumer.group.id', 'consumer.'],
    ['consumer.isolation.level', 'consumer.'],
    ['consumer.sasl.mechanism', 'consumer.'],
  ])('does not support: %s', (key, prefix) => {
    expect(workerPropertyProblems({ ...CONVERTERS, [key]: 'x' })).toEqual([
      `\`properties.${key}\` must not be set: it is not among the \`${prefix}\` properties that MSK Connect supports, got: x`,
    ]);
  });

  test.each(['log4j.rootLogger', 'log4j2.level'])('ignores: %s', (key) => {
    expect(workerPropertyProblems({ ...CONVERTERS, [key]: 'x' })).toEqual([
      `\`properties.${key}\` must not be set: logging properties have no effect in a worker configuration, got: x`,
    ]);
  });
});

describe('fails', () => {
  test.each(['key.converter', 'value.converter'])('without %s', (key) => {
    const { [key as keyof typeof CONVERTERS]: _left, ...others } = CONVERTERS;
    expect(workerPropertyProblems(others)).toEqual([
      `\`properties.${key}\` must be set in a worker configuration, got: undefined`,
    ]);
  });

  test.each([
    [300, 'number 300'],
    [true, 'boolean true'],
    [null, 'object null'],
    [undefined, 'undefined undefined'],
  ])('on a value that is no string: %s', (value, got) => {
    const properties = { ...CONVERTERS, 'offset.flush.interval.ms': value } as unknown as Record<string, string>;
    expect(workerPropertyProblems(properties)).toEqual([
      `\`properties.offset.flush.interval.ms\` must be a string, got: ${got}`,
    ]);
  });

  test.each(['a\nsasl.mechanism=PLAIN', 'a\r', 'a\tb', 'a\u0000'])('on a control character: %j', (value) => {
    expect(workerPropertyProblems({ ...CONVERTERS, 'config.providers': value })).toEqual([
      `\`properties.config.providers\` must be one line without control characters, got: ${JSON.stringify(value)}`,
    ]);
  });

  test('on a value that is only known at deployment', () => {
    expect(workerPropertyProblems({ ...CONVERTERS, 'config.providers.x.param.region': Aws.REGION })[0]).toMatch(
      /^`properties.config.providers.x.param.region` must be known at synth/,
    );
  });

  test('on an empty key', () => {
    expect(workerPropertyProblems({ ...CONVERTERS, '': 'x' })[0]).toMatch(/^`properties.` must be one line/);
  });
});

describe('the file', () => {
  test('has a line each, in the order given', () => {
    expect(renderWorkerProperties({ b: '2', a: '1' })).toBe('b=2\na=1\n');
  });

  test.each([
    ['a value with separators', { a: 'x=y:z #! w' }, 'a=x=y:z #! w\n'],
    ['a value that starts with a space', { a: ' x ' }, 'a=\\ x \n'],
    ['a backslash', { a: 'C:\\x' }, 'a=C:\\\\x\n'],
    ['a key with separators', { 'a b=c:d': 'x' }, 'a\\ b\\=c\\:d=x\n'],
    ['characters beyond ASCII', { a: 'ü→😀' }, 'a=\\u00fc\\u2192\\ud83d\\ude00\n'],
    ['an empty value', { a: '' }, 'a=\n'],
  ])('is read by Java as it was given: %s', (_what, properties, text) => {
    expect(renderWorkerProperties(properties)).toBe(text);
  });
});
