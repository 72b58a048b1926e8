import { KINDS } from '../../../local/kinds/kinds';
import { AppliedOverrides } from '../../../local/session/applied-overrides';

const OVERRIDES = KINDS.flatMap(({ overrides = [] }) => overrides);
const facts = { databaseCaFile: '/run/ca.pem' };

test('none of them is about how a client signs in: the broker asks what a cluster asks', () => {
  for (const { matches } of OVERRIDES) {
    for (const key of ['security.protocol', 'sasl.mechanism', 'schema.history.internal.producer.sasl.jaas.config']) {
      expect(matches.test(key)).toBe(false);
    }
  }
});

test('every override has a reason', () => {
  for (const override of OVERRIDES) expect(override.reason.length).toBeGreaterThan(20);
});

test('tells the database CA provider where the local authority is, and only where there is one', () => {
  const applied = new AppliedOverrides(facts, OVERRIDES);
  expect(applied.apply('worker', { 'config.providers.databaseca.class': 'C' })).toEqual({
    'config.providers.databaseca.class': 'C',
    'config.providers.databaseca.param.certificates': '/run/ca.pem',
  });
  expect(applied.apply('worker', { 'key.converter': 'K' })).toEqual({ 'key.converter': 'K' });
  expect(applied.apply('function', { AWS_REGION: 'r' })).toEqual({ AWS_REGION: 'r', DATABASE_CA_FILE: '/run/ca.pem' });
});

test('needs one copy of everything', () => {
  const applied = new AppliedOverrides(facts, OVERRIDES);
  expect(applied.apply('topic', { ReplicationFactor: '3', 'cleanup.policy': 'compact' })).toEqual({
    ReplicationFactor: '1',
    'cleanup.policy': 'compact',
  });
  expect(applied.apply('broker', { 'min.insync.replicas': '2', 'default.replication.factor': '3' })).toEqual({
    'min.insync.replicas': '1',
    'default.replication.factor': '1',
  });
});

test('tells which ones some setting needed', () => {
  const applied = new AppliedOverrides(facts, OVERRIDES);
  expect(applied.list()).toEqual([]);
  applied.apply('topic', { ReplicationFactor: '3' });
  expect(applied.list()).toEqual([
    { key: 'topic: ReplicationFactor', reason: expect.stringContaining('one broker stands for the cluster') },
  ]);
});
