import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createAuthority, newSerialNumber } from '../../../local/servers/create-certificates';

test('issues certificates that verify against the authority and name the loopback address', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'tributary-certificates-'));
  const authority = await createAuthority(directory);
  const issued = authority.issue(join(directory, 'server'));
  const ca = new X509Certificate(readFileSync(authority.caFile));
  const server = new X509Certificate(readFileSync(issued.certificateFile));
  expect(server.verify(ca.publicKey)).toBe(true);
  expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(server.checkHost('localhost')).toBe('localhost');
  expect(server.checkHost('example.org')).toBeUndefined();
  expect([ca.ca, server.ca]).toEqual([true, false]);
  rmSync(directory, { recursive: true, force: true });
});

test.each(['00000000000000000000000000000000', '007f0000000000000000000000000000', 'ffffffffffffffffffffffffffffffff'])(
  'a serial number of %s is positive, and begins with no zero that it does not need',
  (drawn) => {
    const first = newSerialNumber(Buffer.from(drawn, 'hex')).readUInt8(0);
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(0x80);
  },
);
