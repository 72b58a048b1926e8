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
