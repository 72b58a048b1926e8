import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Client } from 'pg';
import { connectPostgres, postgresSession } from '../../../../lib/source/bootstrap/connect-postgres';

let server: Server;

afterEach(() => new Promise((resolve) => server.close(resolve)));

/** Listens, and does with each connection what a test says. */
async function listen(answer: (socket: Socket) => void): Promise<number> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

test('a server that says nothing is one that is asked again', async () => {
  const sockets: Socket[] = [];
  const port = await listen((socket) => sockets.push(socket));
  const client = new Client({ host: '127.0.0.1', port, connectionTimeoutMillis: 100 });
  await expect(postgresSession(client)).rejects.toMatchObject({ message: 'timeout expired', code: 'ETIMEDOUT' });
  for (const socket of sockets) socket.destroy();
});

test('a server that hangs up is asked again', async () => {
  let asked = 0;
  const port = await listen((socket) => {
    asked++;
    socket.on('data', () => socket.destroy()).on('error', () => undefined);
  });
  const address = { hostname: '127.0.0.1', port, certificateAuthorities: [] };
  const credentials = { username: 'someone', password: 'secret' };
  await expect(connectPostgres(address, credentials, 'shop', 1)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(asked).toBe(2);
});
