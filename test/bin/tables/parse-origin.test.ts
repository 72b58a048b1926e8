import { parseOrigin } from '../../../bin/tables/parse-origin';

test('what is no URL is a file', () => {
  expect(parseOrigin('dumps/shop.sql')).toEqual({ kind: 'dump', file: 'dumps/shop.sql' });
});

test.each([
  ['mysql://me@db.example.com/shop', { hostname: 'db.example.com', port: 3306, username: 'me', schema: 'shop' }],
  ['mysql://me%40eu@10.0.0.1:3307', { hostname: '10.0.0.1', port: 3307, username: 'me@eu', schema: undefined }],
  ['mysql://me@[::1]/my%20shop', { hostname: '::1', port: 3306, username: 'me', schema: 'my shop' }],
])('%s is a server', (from, server) => {
  expect(parseOrigin(from)).toEqual({ kind: 'mysql', ...server });
});

test.each([
  ['postgres://me@db.example.com/shop', { hostname: 'db.example.com', port: 5432, username: 'me', database: 'shop' }],
  [
    'postgresql://me%40eu@[::1]:5433/my%20shop',
    { hostname: '::1', port: 5433, username: 'me@eu', database: 'my shop' },
  ],
])('%s is a server of PostgreSQL', (from, server) => {
  expect(parseOrigin(from)).toEqual({ kind: 'postgres', ...server });
});

test('a password is refused, and not repeated', () => {
  const refused = (from: string): string => {
    try {
      parseOrigin(from);
    } catch (error) {
      return String(error);
    }
    return 'taken';
  };
  for (const from of ['mysql://me:s3cret@host/shop', 'postgres://me:s3cret@host/shop', 'mysql://:s3cret@host']) {
    expect(refused(from)).toContain('`--from` must hold no password');
    expect(refused(from)).not.toContain('s3cret');
  }
});

test.each([
  ['oracle://me@host/shop', 'got: a URL of another kind'],
  ['mysql://host/shop', 'and nothing more, got: host'],
  ['mysql://me@host/shop?ssl=false', 'and nothing more, got: host'],
  ['mysql://', 'and nothing more, got: no host'],
  ['postgres://me@host/shop?sslmode=disable', 'postgres://user@host[:port]/database and nothing more, got: host'],
  ['postgres://me@host', 'must be postgres://user@host[:port]/database, got: no database'],
])('%s is refused', (from, reason) => {
  expect(() => parseOrigin(from)).toThrow(/^`--from` must be/);
  expect(() => parseOrigin(from)).toThrow(reason);
});
