import { AppliedOverrides, OVERRIDES } from '../../local/overrides';

const facts = { databaseCaFile: '/run/ca.pem' };

test('every override has a reason', () => {
  for (const override of OVERRIDES) expect(override.reason.length).toBeGreaterThan(20);
});

test('takes the IAM keys from the schema history clients, and nothing else from a connector', () => {
  const config = {
    'connector.class': 'x',
    'schema.history.internal.kafka.topic': 'h',
    'schema.history.internal.producer.security.protocol': 'SASL_SSL',
    'schema.history.internal.consumer.sasl.jaas.config': 'y',
    'schema.history.internal.producer.acks': 'all',
  };
  expect(new AppliedOverrides(facts).apply('connector', config)).toEqual({
    'connector.class': 'x',
    'schema.history.internal.kafka.topic': 'h',
    'schema.history.internal.producer.acks': 'all',
  });
});

test('tells the database CA provider where the local authority is, and only where there is one', () => {
  const applied = new AppliedOverrides(facts);
  expect(applied.apply('worker', { 'config.providers.databaseca.class': 'C' })).toEqual({
    'config.providers.databaseca.class': 'C',
    'config.providers.databaseca.param.certificates': '/run/ca.pem',
  });
  expect(applied.apply('worker', { 'key.converter': 'K' })).toEqual({ 'key.converter': 'K' });
  expect(applied.apply('bootstrap', { AWS_REGION: 'r' })).toEqual({ AWS_REGION: 'r', DATABASE_CA_FILE: '/run/ca.pem' });
});

test('needs one copy of everything', () => {
  const applied = new AppliedOverrides(facts);
  expect(applied.apply('topic', { ReplicationFactor: '3', 'cleanup.policy': 'compact' })).toEqual({
    ReplicationFactor: '1',
    'cleanup.policy': 'compact',
  });
  expect(applied.apply('broker', { 'min.insync.replicas': '2', 'default.replication.factor': '3' })).toEqual({
    'min.insync.replicas': '1',
    'default.replication.factor': '1',
  });
});

test('takes the IAM options from a streaming job, and nothing else', () => {
  const options = { 'kafka.security.protocol': 'SASL_SSL', 'kafka.sasl.mechanism': 'AWS_MSK_IAM', groupIdPrefix: 'g' };
  const args = { '--lake': 's3://b', '--kafka-options': JSON.stringify(options) };
  expect(new AppliedOverrides(facts).apply('job', args)).toEqual({
    '--lake': 's3://b',
    '--kafka-options': '{"groupIdPrefix":"g"}',
  });
});

test('fails for an override that matched no setting', () => {
  const applied = new AppliedOverrides(facts);
  applied.apply('topic', { ReplicationFactor: '3' });
  expect(() => applied.requireNoStaleOverride()).toThrow('entries that matched no setting: connector: schema.history');
  expect(() => applied.requireNoStaleOverride()).not.toThrow(/topic: ReplicationFactor/);
});

test('is content once every override matched that an environment cannot be without', () => {
  const applied = new AppliedOverrides(facts);
  applied.apply('connector', { 'schema.history.internal.producer.sasl.mechanism': 'm' });
  applied.apply('worker', { 'config.providers.databaseca.class': 'C' });
  applied.apply('bootstrap', { AWS_REGION: 'r' });
  applied.apply('topic', { ReplicationFactor: '3' });
  applied.apply('broker', { 'min.insync.replicas': '2', 'default.replication.factor': '3' });
  expect(() => applied.requireNoStaleOverride()).not.toThrow();
  expect(applied.list()).toHaveLength(OVERRIDES.length);
});
