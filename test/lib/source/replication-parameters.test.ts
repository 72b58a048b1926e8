import { Size } from 'aws-cdk-lib';
import { replicationParameters, slowQueryParameters } from '../../../lib/source/replication-parameters';

describe.each(['mysql', 'aurora-mysql'] as const)('%s', (engine) => {
  test('writes whole rows under transaction ids that survive a failover', () => {
    expect(replicationParameters(engine)).toMatchObject({
      binlog_format: 'ROW',
      binlog_row_image: 'FULL',
      binlog_row_metadata: 'FULL',
      'gtid-mode': 'ON',
      enforce_gtid_consistency: 'ON',
    });
  });

  test('takes no zero dates', () => {
    expect(replicationParameters(engine)['sql_mode']?.split(',')).toEqual(
      expect.arrayContaining(['NO_ZERO_DATE', 'NO_ZERO_IN_DATE', 'STRICT_TRANS_TABLES']),
    );
  });

  test('writes slow statements to a file, for a table is not exported', () => {
    expect(slowQueryParameters(engine)).toMatchObject({ slow_query_log: '1', log_output: 'FILE' });
  });
});

test('PostgreSQL writes what logical replication needs, and keeps so much of it for a reader that is gone', () => {
  expect(replicationParameters('postgres', Size.gibibytes(8))).toEqual({
    'rds.logical_replication': '1',
    'rds.force_ssl': '1',
    max_slot_wal_keep_size: '8192',
  });
  expect(slowQueryParameters('postgres')).toEqual({ log_min_duration_statement: '2000' });
});

test('TLS is required in each service’s own spelling', () => {
  expect(replicationParameters('mysql')).toHaveProperty('require_secure_transport', '1');
  expect(replicationParameters('aurora-mysql')).toHaveProperty('require_secure_transport', 'ON');
  expect(replicationParameters('postgres')).toHaveProperty(['rds.force_ssl'], '1');
});
