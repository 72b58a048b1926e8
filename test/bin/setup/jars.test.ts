import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { evaluateSetupModule } from '../../support/setup-modules';

const folder = mkdtempSync(join(tmpdir(), 'jars-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Options that Maven gets. Its place is taken by something that leaves a repository where it is told to. */
function mavenOptions(name: string, options: string): string[] {
  const copy = `await (async () => {
    const { mkdirSync } = await import('node:fs');
    let seen = [];
    const run = async (argv) => {
      seen = argv;
      const own = argv.find((option) => option.startsWith('-Dmaven.repo.local='));
      if (own) mkdirSync(own.split('=')[1] + '/io', { recursive: true });
    };
    await m.copyJars('connect', '${join(folder, name)}', run, ${options});
    return seen.filter((option) => option.startsWith('-D'));
  })()`;
  return evaluateSetupModule('parts/jars.mjs', copy) as string[];
}

test("what is small stays in the user's Maven repository", () => {
  expect(mavenOptions('kept', '{}')).toEqual(['-DincludeScope=runtime', `-DoutputDirectory=${join(folder, 'kept')}`]);
});

test('what is not to be kept goes through a repository of its own, of which nothing stays', () => {
  const repository = join(folder, 'large-repository');
  expect(mavenOptions('large', '{ keep: false }')).toContain(`-Dmaven.repo.local=${repository}`);
  expect(existsSync(repository)).toBe(false);
  expect(existsSync(join(folder, 'large'))).toBe(true);
});

test('the version is told by the name of a jar or an archive', () => {
  expect(evaluateSetupModule('parts/jars.mjs', `m.jarVersion('connect', 'connect-runtime')`)).toMatch(
    /^\d+\.\d+\.\d+$/,
  );
  expect(evaluateSetupModule('parts/jars.mjs', `m.jarVersion('trino', 'trino-server')`)).toMatch(/^\d+$/);
});
