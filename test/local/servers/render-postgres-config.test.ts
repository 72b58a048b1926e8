import { type PostgresConfigInputs, renderPostgresConfig } from '../../../local/servers/render-postgres-config';
import { withoutRoot } from '../../../local/servers/without-root';

const inputs: PostgresConfigInputs = {
  parameters: {},
  dataDirectory: '/run/data',
  accessFile: '/run/pg_hba.conf',
  port: 5433,
  certificate: { certificateFile: '/run/server.pem', keyFile: '/run/server-key.pem' },
};
const render = (parameters: Record<string, string>): string[] =>
  renderPostgresConfig({ ...inputs, parameters }).split('\n');

describe('settings', () => {
  test('listen on the loopback address alone, with TLS', () => {
    expect(render({})).toEqual(
      expect.arrayContaining([
        "listen_addresses = '127.0.0.1'",
        "unix_socket_directories = ''",
        "port = '5433'",
        "ssl = 'on'",
        "ssl_key_file = '/run/server-key.pem'",
        "hba_file = '/run/pg_hba.conf'",
      ]),
    );
  });

  test('are those of the parameters, however they are spelled', () => {
    const lines = render({ FSYNC: 'on', 'rds.logical_replication': '1' });
    expect(lines).toEqual(expect.arrayContaining(["fsync = 'on'", "rds.logical_replication = '1'"]));
    expect(lines.filter((line) => /^fsync/i.test(line))).toHaveLength(1);
  });

  test('keep quotes and backslashes in a value', () => {
    expect(render({ log_line_prefix: `it's \\ %m` })).toContain(`log_line_prefix = 'it''s \\\\ %m'`);
  });

  test.each([
    [{ ssl: 'off' }, 'parameter ssl must be left to the local run, got: off'],
    [{ Port: '1' }, 'parameter port must be left to the local run, got: 1'],
    [{ 'wal level': 'logical' }, 'parameter names must be words, got: wal level'],
    [{ log_line_prefix: 'a\nb' }, 'parameter log_line_prefix must be one line, got: "a\\nb"'],
  ])('refuse %j', (parameters, message) => {
    expect(() => render(parameters)).toThrow(message);
  });
});

describe('a program that refuses root', () => {
  const program = { command: '/runtime/bin/postgres', args: ['-c', 'a=b'] };

  test('is started by anybody else as it is', () => {
    expect(withoutRoot(program, 1000)).toEqual(program);
  });

  test('is given another user by root, who can still read everything', () => {
    expect(withoutRoot(program, 0)).toEqual({
      command: 'setpriv',
      args: expect.arrayContaining(['--reuid=nobody', '--ambient-caps=+dac_override', '/runtime/bin/postgres', '-c']),
    });
  });
});
