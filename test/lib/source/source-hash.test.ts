import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BOOTSTRAP_FOLDER } from '../../../lib/source/bootstrap-bundle';
import { sourceHash } from '../../../lib/source/source-hash';

describe('sourceHash', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sources-'));
    writeFileSync(join(folder, '010-a.sql'), 'SELECT 1');
    writeFileSync(join(folder, '020-b.sql'), 'SELECT 2');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is the same for the same files, wherever they are', () => {
    const other = mkdtempSync(join(tmpdir(), 'sources-'));
    writeFileSync(join(other, '020-b.sql'), 'SELECT 2');
    writeFileSync(join(other, '010-a.sql'), 'SELECT 1');
    expect(sourceHash(other)).toBe(sourceHash(folder));
    rmSync(other, { recursive: true, force: true });
  });

  test.each([
    ['a changed statement', '010-a.sql', 'SELECT 3'],
    ['a new file', '030-c.sql', ''],
  ])('changes with %s', (_, file, content) => {
    const before = sourceHash(folder);
    writeFileSync(join(folder, file), content);
    expect(sourceHash(folder)).not.toBe(before);
  });

  test('changes with a file elsewhere', () => {
    const other = mkdtempSync(join(tmpdir(), 'sources-'));
    const shared = join(other, 'render.ts');
    writeFileSync(shared, 'one');
    const before = sourceHash(folder, [shared]);
    writeFileSync(shared, 'two');
    expect(sourceHash(folder, [shared])).not.toBe(before);
    expect(sourceHash(folder)).not.toBe(before);
    rmSync(other, { recursive: true, force: true });
  });

  test('fits into a property', () => {
    expect(sourceHash(BOOTSTRAP_FOLDER)).toMatch(/^[0-9a-f]{16}$/);
  });
});
