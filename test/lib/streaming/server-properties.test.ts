import { Duration } from 'aws-cdk-lib';
import { serverPropertiesName, serverPropertiesText } from '../../../lib/streaming/server-properties';

test('what the brokers are told', () => {
  expect(serverPropertiesText({ retention: Duration.days(3), maxRecordBytes: 8_388_608 })).toBe(
    [
      'auto.create.topics.enable=false',
      'default.replication.factor=3',
      'min.insync.replicas=2',
      'unclean.leader.election.enable=false',
      'num.partitions=1',
      'log.retention.hours=72',
      'message.max.bytes=8388608',
      'replica.fetch.max.bytes=8388608',
      'offsets.retention.minutes=43200',
      '',
    ].join('\n'),
  );
});

test('the name changes with the content, and is one that MSK takes', () => {
  const one = serverPropertiesName('tributary-dev', 'a=1\n');
  expect(one).toMatch(/^[A-Za-z0-9][A-Za-z0-9-]*$/);
  expect(serverPropertiesName('tributary-dev', 'a=1\n')).toBe(one);
  expect(serverPropertiesName('tributary-dev', 'a=2\n')).not.toBe(one);
});
