import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUT, type Part, ROOT, runProgram } from './suite';

const PYTHON = join(ROOT, '.runtime', 'python', 'bin', 'python');

/**
 * The tests of one folder, with its own settings; a file that cannot be collected is a failure.
 *
 * @param folder below the project's
 */
export function pytestPart(folder: string): Part {
  const tested = join(ROOT, folder);
  return {
    name: `python tests of ${folder}`,
    run: async (output) => {
      const report = join(OUT, `pytest-${folder.replaceAll('/', '-')}.xml`);
      const options = ['-q', '--rootdir', tested, '-c', join(tested, 'pyproject.toml'), `--junitxml=${report}`];
      const status = await runProgram(output, PYTHON, ['-m', 'pytest', ...options, tested], {
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
