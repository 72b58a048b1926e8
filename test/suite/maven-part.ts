import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Part, ROOT, runProgram, type Tally } from './suite';

const PLUGINS = join(ROOT, 'connectors', 'plugins');

/** The plugin modules: style, licences, locked checksums, their own tests, and the archives. */
export function mavenPart(): Part {
  return {
    name: 'plugin modules',
    run: async (output) => {
      const status = await runProgram(output, 'mvn', ['-B', '-q', '-ntp', '-f', PLUGINS, 'clean', 'verify']);
      const tests = surefireReports().map(tally).reduce(sum, { passed: 0, failed: 0 });
      return status === 0 ? sum(tests, { passed: 1, failed: 0 }) : { ...tests, failed: Math.max(tests.failed, 1) };
    },
  };
}

function surefireReports(): string[] {
  return readdirSync(PLUGINS)
    .map((module) => join(PLUGINS, module, 'target', 'surefire-reports'))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .filter((file) => file.endsWith('.xml'));
}

function tally(report: string): Tally {
  const suite = /<testsuite\b[^>]*>/.exec(readFileSync(report, 'utf8'))?.[0] ?? '';
  const count = (attribute: string) => Number(new RegExp(` ${attribute}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  return { passed: count('tests') - failed - count('skipped'), failed };
}

function sum(one: Tally, other: Tally): Tally {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed };
}
