import { replicationParameters, slowQueryParameters } from '../../../lib/source/replication-parameters';
import { SOURCE_ENGINES } from '../../../lib/source/source-engine';

test.each(SOURCE_ENGINES)('%s writes whole rows under transaction ids that survive a failover', (engine) => {
  expect(replicationParameters(engine)).toMatchObject({
    binlog_format: 'ROW',
    binlog_row_image: 'FULL',
    binlog_row_metadata: 'FULL',
    'gtid-mode': 'ON',
    enforce_gtid_consistency: 'ON',
  });
});

test.each(SOURCE_ENGINES)('%s takes no zero dates', (engine) => {
  expect(replicationParameters(engine)['sql_mode']?.split(',')).toEqual(
    expect.arrayContaining(['NO_ZERO_DATE', 'NO_ZERO_IN_DATE', 'STRICT_TRANS_TABLES']),
  );
});

test('TLS is required in each service’s own spelling', () => {
  expect(replicationParameters('mysql')).toHaveProperty('require_secure_transport', '1');
  expect(replicationParameters('aurora-mysql')).toHaveProperty('require_secure_transport', 'ON');
});

test('slow statements go to a file, for a table is not exported', () => {
  expect(slowQueryParameters()).toMatchObject({ slow_query_log: '1', log_output: 'FILE' });
});
