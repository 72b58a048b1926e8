import { evaluateSetupModule } from '../../support/setup-modules';

const item = (name: string, version: string, sha256: string) => ({
  metadata: { name, version },
  download_info: { url: `mirror/${name}.whl`, archive_info: { hashes: { sha256 } } },
});
const render = (...reports: object[][]): unknown =>
  evaluateSetupModule(
    'update-lock-files.mjs',
    `m.renderRequirements(${JSON.stringify(reports.map((install) => ({ install })))})`,
  );

test('locks the wheels of all platforms, sorted, without an address', () => {
  const text = render([item('B_b', '2', 'f0'), item('a', '1', 'aa')], [item('B_b', '2', 'b0'), item('a', '1', 'aa')]);

  expect(text).toContain('\na==1 \\\n    --hash=sha256:aa\nb-b==2 \\\n    --hash=sha256:b0 \\\n    --hash=sha256:f0\n');
  expect(text).not.toContain('mirror');
});

test('fails when the platforms disagree about a version', () => {
  expect(render([item('a', '1', 'aa')], [item('a', '2', 'ab')])).toEqual({
    error: 'a is 1 on one platform and 2 on another',
  });
});
