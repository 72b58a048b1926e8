import { join } from 'node:path';
import { jestPart } from './suite/jest-part';
import { mavenPart } from './suite/maven-part';
import { pytestPart } from './suite/pytest-part';
import { nodeTool, type Part, ROOT, resetOut, single, type Tally } from './suite/suite';
import { templatePart } from './suite/template-part';

const FAST: readonly Part[] = [
  single('type check', nodeTool('tsc'), ['--noEmit']),
  single('lint and format', nodeTool('biome'), ['ci', '--error-on-warnings']),
  jestPart('fast'),
];
const RUFF = join(ROOT, '.runtime', 'python', 'bin', 'ruff');
const PYTHON_LINT: readonly Part[] = [
  single('python lint', RUFF, ['check', '--no-cache', 'glue-scripts']),
  single('python format', RUFF, ['format', '--check', '--no-cache', 'glue-scripts']),
];
const WHOLE: readonly Part[] = [
  ...FAST,
  ...PYTHON_LINT,
  templatePart(),
  mavenPart(),
  pytestPart(),
  jestPart('e2e', ['--runInBand']),
];

interface Result extends Tally {
  readonly name: string;
  readonly seconds: number;
}

function run(part: Part): Result {
  console.log(`\n── ${part.name}`);
  const started = performance.now();
  const tally = runOrFail(part);
  return { name: part.name, ...tally, seconds: (performance.now() - started) / 1000 };
}

/** The count is printed whatever happens, so a part that breaks down counts as one failure. */
function runOrFail(part: Part): Tally {
  try {
    return part.run();
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  }
}

resetOut();
const results = (process.argv.includes('--fast') ? FAST : WHOLE).map(run);
console.log('');
for (const { name, passed, failed, seconds } of results) {
  console.log(
    `${failed === 0 ? 'ok    ' : 'FAILED'} ${name}: ${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s`,
  );
}
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
