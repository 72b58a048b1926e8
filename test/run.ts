import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { overBudget, secondsOf } from './suite/budgets';
import { jestPart } from './suite/jest-part';
import { logStorePart, mskIamPart, pluginsPart } from './suite/maven-part';
import { pytestPart } from './suite/pytest-part';
import { nodeTool, type Output, outputFile, type Part, ROOT, resetOut, single, type Tally } from './suite/suite';
import { templatePart } from './suite/template-part';

const FAST: readonly Part[] = [
  single('type check', nodeTool('tsc'), ['--noEmit']),
  single('lint and format', nodeTool('biome'), ['ci', '--error-on-warnings']),
  // By itself it would leave a core to whoever watches, and nobody does.
  jestPart('fast', ['--maxWorkers', '100%']),
];
const RUFF = join(ROOT, '.runtime', 'python', 'bin', 'ruff');
/** With pyspark or moto, which only the runtime has. */
const PYTHON = ['glue-scripts', 'local/moto-iam'];
const PYTHON_LINT: readonly Part[] = [
  single('python lint', RUFF, ['check', '--no-cache', ...PYTHON]),
  single('python format', RUFF, ['format', '--check', '--no-cache', ...PYTHON]),
];
/** Parts that run one after another, beside those of the other lanes. */
type Lane = readonly Part[];
/** The lanes of a stage end before the next one begins. */
const FAST_STAGES: readonly (readonly Lane[])[] = [[FAST]];
const KEPT_RUN = 'test/local/kept-run/';
const WHOLE_RUNS = 'test/local/(run|own-tables|damage)\\.e2e';
/** By `npm run test:faults`. */
const APART = 'test/faults/';
const WHOLE_STAGES: readonly (readonly Lane[])[] = [
  [[...FAST, ...PYTHON_LINT]],
  // Each of them leaves a core idle most of the time.
  [[templatePart(), pluginsPart(), mskIamPart(), logStorePart()], PYTHON.map(pytestPart)],
  [
    [jestPart('e2e', ['--runInBand', '--testPathPatterns', KEPT_RUN], 'kept run')],
    [jestPart('e2e', ['--runInBand', '--testPathIgnorePatterns', KEPT_RUN, WHOLE_RUNS, APART], 'servers')],
  ],
  // Fills both cores by itself.
  [[jestPart('e2e', ['--runInBand', '--testPathPatterns', WHOLE_RUNS], 'whole runs')]],
];

interface Result extends Tally {
  readonly name: string;
  readonly seconds: number;
}

async function runStage(lanes: readonly Lane[]): Promise<Result[]> {
  const run = lanes.length === 1 ? runPart : runPartAside;
  const results = await Promise.all(
    lanes.map(async (lane) => {
      const done: Result[] = [];
      for (const part of lane) done.push(await run(part));
      return done;
    }),
  );
  return results.flat();
}

async function runPart(part: Part, output: Output = 'inherit'): Promise<Result> {
  if (output === 'inherit') console.log(heading(part));
  const started = performance.now();
  const tally = await runOrFail(part, output);
  return { name: part.name, ...tally, seconds: (performance.now() - started) / 1000 };
}

/** What it prints appears in one piece once it has ended. */
async function runPartAside(part: Part): Promise<Result> {
  const { path, output } = outputFile(`${part.name.replace(/\W+/g, '-')}.log`);
  const result = await runPart(part, output);
  console.log(`${heading(part)}\n${readFileSync(path, 'utf8')}`);
  return result;
}

const heading = ({ name }: Part): string => `\n── ${name}`;

/** The count is printed whatever happens, so a part that breaks down counts as one failure. */
async function runOrFail(part: Part, output: Output): Promise<Tally> {
  try {
    return await part.run(output);
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  }
}

async function main(): Promise<void> {
  resetOut();
  const results: Result[] = [];
  for (const stage of process.argv.includes('--fast') ? FAST_STAGES : WHOLE_STAGES) {
    results.push(...(await runStage(stage)));
  }
  console.log('');
  for (const { name, passed, failed, seconds } of results) {
    console.log(
      `${failed === 0 ? 'ok    ' : 'FAILED'} ${name}: ${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s`,
    );
  }
  for (const line of overBudget(results)) console.log(line);
  writeFileSync(outputFile('part-seconds.json').path, `${JSON.stringify(secondsOf(results), null, 2)}\n`);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`${passed} passed, ${failed} failed`);
}

void main();
