import { type MysqlConfigInputs, renderMysqlConfig } from '../../../../local/kinds/rds/render-mysql-config';

const inputs: MysqlConfigInputs = {
  engine: 'mysql',
  parameters: {},
  mysqlDirectory: '/runtime/mysql',
  dataDirectory: '/run/data',
  port: 3307,
  certificate: {
    caFile: '/run/ca.pem',
    certificateFile: '/run/server.pem',
    keyFile: '/run/server-key.pem',
    keystoreFile: '/run/server-keystore.pem',
  },
  runsAsRoot: false,
};

const options = (changes: Partial<MysqlConfigInputs>): string[] =>
  renderMysqlConfig({ ...inputs, ...changes }).split('\n');

describe('defaults', () => {
  test('are what RDS has when a parameter group says nothing', () => {
    expect(options({})).toEqual(
      expect.arrayContaining([
        'binlog_format=MIXED',
        'gtid_mode=OFF_PERMISSIVE',
        'sql_mode=NO_ENGINE_SUBSTITUTION',
        'log_bin=binlog',
        'bind_address=127.0.0.1',
      ]),
    );
  });

  test('an Aurora cluster writes no binlog', () => {
    expect(options({ engine: 'aurora-mysql' })).toContain('skip-log-bin');
  });
});

describe('options', () => {
  test("the template's parameters take precedence, however they are spelled", () => {
    const rendered = options({ parameters: { 'gtid-mode': 'ON', binlog_format: 'ROW' } });
    expect(rendered).toContain('gtid_mode=ON');
    expect(rendered.filter((line) => line.startsWith('gtid_mode'))).toHaveLength(1);
  });

  test('an Aurora cluster with a binlog format writes one', () => {
    expect(options({ engine: 'aurora-mysql', parameters: { binlog_format: 'ROW' } })).toContain('log_bin=binlog');
  });

  test('parameters of RDS alone are left out', () => {
    expect(options({ parameters: { aurora_parallel_query: '1' } }).join()).not.toContain('aurora_parallel_query');
  });

  test('root must say so', () => {
    expect(options({ runsAsRoot: true })).toContain('user=root');
  });
});

test('fails for a formula that only RDS can compute', () => {
  expect(() => options({ parameters: { innodb_buffer_pool_size: '{DBInstanceClassMemory*3/4}' } })).toThrow(
    'parameter innodb_buffer_pool_size is a formula of RDS, which has no local value: {DBInstanceClassMemory*3/4}',
  );
});
