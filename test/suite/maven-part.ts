import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Part, ROOT, runProgram, type Tally } from './suite';

const PLUGINS = join(ROOT, 'connectors', 'plugins');
const LOG_STORE = join(ROOT, 'glue-scripts', 'log-store');
const MSK_IAM = join(ROOT, 'local', 'msk-iam');

/** The plugin modules: style, licences, locked checksums, their own tests, and the archives. */
export function pluginsPart(): Part {
  const modules = (): string[] => readdirSync(PLUGINS).map((module) => join(PLUGINS, module));
  return mavenPart('plugin modules', PLUGINS, modules);
}

/** What makes the local broker speak MSK's IAM authentication. */
export function mskIamPart(): Part {
  return mavenPart('MSK IAM module', MSK_IAM, () => [MSK_IAM]);
}

/** By what several writers of a Delta table never overwrite each other's commits. */
export function logStorePart(): Part {
  return mavenPart('log store module', LOG_STORE, () => [LOG_STORE]);
}

function mavenPart(name: string, project: string, modules: () => string[]): Part {
  return {
    name,
    run: async (output) => {
      const status = await runProgram(output, 'mvn', ['-B', '-q', '-ntp', '-f', project, 'clean', 'verify']);
      const tests = modules().flatMap(surefireReports).map(tally).reduce(sum, { passed: 0, failed: 0 });
      return status === 0 ? sum(tests, { passed: 1, failed: 0 }) : { ...tests, failed: Math.max(tests.failed, 1) };
    },
  };
}

function surefireReports(module: string): string[] {
  const folder = join(module, 'target', 'surefire-reports');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((file) => join(folder, file))
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
