import { ledToStandIn } from '../../../local/data/stand-in-address';
import type { DatabaseServer } from '../../../local/servers/local-server';
import { LocalValues } from '../../../local/session/local-values';

const KEYS = { host: 'database.hostname', port: 'database.port' } as const;

test('a server that did not start is started anew for who asks next', async () => {
  const local = new LocalValues();
  const server = { host: '127.0.0.1', port: 4711 } as DatabaseServer;
  await expect(local.startStandIn('db', '3306', () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  expect(await local.startStandIn('db', '3306', async () => server)).toBe(server);
});

test('an address leads to the server that stands in for it, and to no other', async () => {
  const local = new LocalValues();
  const server = { host: '127.0.0.1', port: 4711 } as DatabaseServer;
  const start = jest.fn(async () => server);
  const starting = ['shop.example.internal', 'SHOP.example.internal'].map((host) =>
    local.startStandIn(host, '3307', start),
  );
  expect([await Promise.all(starting), start.mock.calls.length]).toEqual([[server, server], 1]);
  const settings = (host: string, port: string): Record<(typeof KEYS)['host' | 'port'] | 'other', string> => ({
    'database.hostname': host,
    'database.port': port,
    other: host,
  });
  expect(ledToStandIn(settings('shop.example.internal', '3307'), KEYS, local)).toEqual({
    'database.hostname': '127.0.0.1',
    'database.port': '4711',
    other: 'shop.example.internal',
  });
  const elsewhere = settings('shop.example.internal', '3306');
  expect(ledToStandIn(elsewhere, KEYS, local)).toBe(elsewhere);
  local.removeStandIn(server);
  const gone = settings('shop.example.internal', '3307');
  expect(ledToStandIn(gone, KEYS, local)).toBe(gone);
});
