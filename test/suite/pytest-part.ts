import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUT, type Part, ROOT, runProgram } from './suite';

const PYTHON = join(ROOT, '.runtime', 'python', 'bin', 'python');
const SCRIPTS = join(ROOT, 'glue-scripts');

/** The tests of the Glue scripts, with real Spark and Delta; a file that cannot be collected is a failure. */
export function pytestPart(): Part {
  return {
    name: 'python tests',
    run: async (output) => {
      const report = join(OUT, 'pytest.xml');
      const options = ['-q', '--rootdir', SCRIPTS, '-c', join(SCRIPTS, 'pyproject.toml'), `--junitxml=${report}`];
      const status = await runProgram(output, PYTHON, ['-m', 'pytest', ...options, SCRIPTS], {
        PYTHONDONTWRITEBYTECODE: '1',
      });
      if (!existsSync(report)) {
        return { passed: 0, failed: 1 };
      }
      const suite = /<testsuite [^>]*>/.exec(readFileSync(report, 'utf8'))?.[0] ?? '';
      const count = (attribute: string) => Number(new RegExp(` ${attribute}="(\\d+)"`).exec(suite)?.[1] ?? 0);
      const failed = count('failures') + count('errors');
      // Pytest also fails for what it does not count, such as no test at all.
      return {
        passed: count('tests') - failed - count('skipped'),
        failed: status === 0 ? failed : Math.max(failed, 1),
      };
    },
  };
}
