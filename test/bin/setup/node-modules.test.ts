import { evaluateSetupModule } from '../../support/setup-modules';

const locked = {
  '': { version: '0.1.0' },
  'node_modules/other-platform': { version: '3.0.0', optional: true },
  'node_modules/a': { version: '1.0.0', integrity: 'x' },
  'node_modules/b': { version: '2.0.0', integrity: 'y', optional: true },
};
const a = { 'node_modules/a': { version: '1.0.0', integrity: 'x' } };

test.each([
  ['exactly the locked packages', { ...a, 'node_modules/b': { version: '2.0.0', integrity: 'y' } }, true],
  ['an optional package of another platform absent', a, true],
  [
    'content that the lock does not tell',
    { ...a, 'node_modules/other-platform': { version: '3.0.0', integrity: 'q' } },
    true,
  ],
  ['a package absent', {}, false],
  ['another version', { 'node_modules/a': { version: '1.0.1', integrity: 'x' } }, false],
  ['other content', { 'node_modules/a': { version: '1.0.0', integrity: 'z' } }, false],
  ['a package that is not locked', { ...a, 'node_modules/c': { version: '1.0.0', integrity: 'x' } }, false],
])('compares with the lock: %s', (_, installed, expected) => {
  const call = `m.matchesLock(${JSON.stringify(locked)}, ${JSON.stringify(installed)})`;

  expect(evaluateSetupModule('parts/node-modules.mjs', call)).toBe(expected);
});
