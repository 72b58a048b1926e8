import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { evaluateSetupModule } from '../../support/setup-modules';

const checksums = (expression: string): unknown => evaluateSetupModule('checksums.mjs', expression);
const sum = 'a'.repeat(64);

test('reads the lines that sha256sum writes', () => {
  expect(checksums(`[...m.parseChecksums('${sum}  a.jar\\n${sum}  b-1.jar\\n')]`)).toEqual([
    ['a.jar', sum],
    ['b-1.jar', sum],
  ]);
});

test('fails for a line in another form', () => {
  expect(checksums(`m.parseChecksums('${sum} a.jar\\n')`)).toEqual({
    error: expect.stringContaining('a checksum line must be'),
  });
});

test('a file is summed to its end, however large', () => {
  const folder = mkdtempSync(join(tmpdir(), 'checksums-'));
  const content = Buffer.alloc(2_500_000, 'ab');
  writeFileSync(join(folder, 'a.jar'), content);
  const expected = createHash('sha256').update(content).digest('hex');
  expect(checksums(`m.renderChecksums('${folder}')`)).toBe(`${expected}  a.jar\n`);
  rmSync(folder, { recursive: true });
});
