import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeTool, OUT, type Part, runProgram } from './suite';

interface JestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/**
 * The tests of one jest project; a suite that cannot even be loaded is a failure.
 *
 * @param kind what the arguments choose of it
 */
export function jestPart(project: string, args: readonly string[] = [], kind = ''): Part {
  const name = kind === '' ? project : `${project}, ${kind}`;
  return {
    name: `jest: ${name}`,
    run: async (output) => {
      const report = join(OUT, `jest-${name.replace(/\W+/g, '-')}.json`);
      const status = await runProgram(
        output,
        nodeTool('jest'),
        ['--ci', '--selectProjects', project, '--json', '--outputFile', report, '--silent=false', ...args],
        { CDK_VALIDATION: 'false' },
      );
      if (!existsSync(report)) {
        return { passed: 0, failed: 1 };
      }
      const result = JSON.parse(readFileSync(report, 'utf8')) as JestResult;
      const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
      // Jest also fails for what it does not count, such as an obsolete snapshot or no test at all.
      return { passed: result.numPassedTests, failed: status === 0 ? failed : Math.max(failed, 1) };
    },
  };
}
