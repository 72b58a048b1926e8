import { evaluateSetupModule } from '../../support/setup-modules';

test('reads the missing libraries out of what ldd says', () => {
  const output = '\tlibaio.so.1 => not found\n\tlibm.so.6 => /lib/libm.so.6 (0x1)\n\tlibnuma.so.1 => not found\n';

  expect(evaluateSetupModule('parts/libaio.mjs', `m.missingLibraries(${JSON.stringify(output)})`)).toEqual([
    'libaio.so.1',
    'libnuma.so.1',
  ]);
});
