import type { RunningDatabase } from '../../../local/session/running-platform';
import { playStatements } from '../../../local/walkthroughs/play-statements';
import { type MysqlServer, startMysqlServer } from '../../support/mysql-server';

let mysql: MysqlServer;

beforeAll(async () => {
  mysql = await startMysqlServer({});
  const connection = await mysql.connect();
  await connection.query('CREATE DATABASE shop');
  await connection.query('CREATE TABLE shop.orders (id INT PRIMARY KEY, total INT)');
  await connection.end();
}, 120_000);

afterAll(() => mysql?.stop());

test('what a statement left as it was is no change, and a comment before it hides none', async () => {
  const { host, port, certificates } = mysql;
  const server = { host, port, caFile: certificates.caFile };
  const played = await playStatements(
    { server, model: { engine: 'mysql' } } as unknown as RunningDatabase,
    [
      '-- Three orders.\nINSERT INTO shop.orders VALUES (1, 1), (2, 1), (3, 1)',
      '/* One of them\n   already is. */ UPDATE shop.orders SET total = 2 WHERE id < 3',
      'UPDATE shop.orders SET total = 2',
      '# Gone.\n\nDELETE FROM shop.orders WHERE id = 3',
    ],
    { user: 'root', password: '' },
    [{ schema: 'shop', table: 'orders' }],
  );
  expect(played).toEqual({ c: 3, u: 3, d: 1 });
});
