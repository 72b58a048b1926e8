import { evaluateSetupModule } from '../../support/setup-modules';

const platform = (expression: string): unknown => evaluateSetupModule('platform.mjs', expression);

test('tells the family of a distribution by its own name and by what it is like', () => {
  const texts = [
    'ID=debian\nVERSION_ID="12"\n',
    'ID=linuxmint\nID_LIKE="ubuntu debian"\n',
    'ID="rocky"\nID_LIKE="rhel centos fedora"\n',
    'ID="amzn"\nID_LIKE="fedora"\n',
    'ID=manjaro\nID_LIKE=arch\n',
    'ID=void\n',
    '',
  ];

  expect(platform(`${JSON.stringify(texts)}.map(m.distributionFamily)`)).toEqual([
    'debian',
    'debian',
    'fedora',
    'amazon',
    'arch',
    'other',
    'other',
  ]);
});

test('refuses what the servers were not built for, and says what does work there', () => {
  const refusals = platform(`[
    m.refusal({ platform: 'linux', arch: 'x64', glibc: '2.36' }) ?? 'none',
    m.refusal({ platform: 'darwin', arch: 'arm64' }),
    m.refusal({ platform: 'linux', arch: 'x64' }),
  ]`);

  expect(refusals).toEqual([
    'none',
    expect.arrayContaining([expect.stringContaining('this is darwin arm64'), expect.stringContaining('test:fast')]),
    expect.arrayContaining([expect.stringContaining('this is linux x64, no glibc')]),
  ]);
});
