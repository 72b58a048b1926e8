import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { overBudget, secondsOf } from './suite/budgets';
import { jestPart } from './suite/jest-part';
import { runInLanes, type Stage } from './suite/lanes';
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
const e2e = (kind: string, ...files: string[]): Part =>
  jestPart('e2e', ['--runInBand', '--testPathPatterns', ...files], kind);
const e2eBut = (kind: string, ...files: string[]): Part =>
  jestPart('e2e', ['--runInBand', '--testPathIgnorePatterns', ...files], kind);
const KEPT_RUN = 'test/local/kept-run/';
/** One after the other: each ends what a killed one has left in the project's folder. */
const WHOLE_RUNS = 'test/local/(run|own-tables)\\.e2e';
const CAPTURES = 'test/connectors/sources/';
/** By `npm run test:faults`. */
const APART = 'test/faults/';
const FAST_STAGES: readonly Stage<Part>[] = [{ lanes: [FAST] }];
const WHOLE_STAGES: readonly Stage<Part>[] = [
  { lanes: [[...FAST, ...PYTHON_LINT]] },
  // Each of them leaves a core idle most of the time. The longest one begins early, and none that is long begins late.
  {
    lanes: [
      [templatePart(), pluginsPart(), mskIamPart(), logStorePart()],
      [...PYTHON.map(pytestPart), e2e('kept run', KEPT_RUN)],
    ],
    rest: [
      e2e('captures', CAPTURES),
      e2e('whole runs', WHOLE_RUNS),
      e2eBut('servers', KEPT_RUN, CAPTURES, WHOLE_RUNS, APART),
    ],
  },
];

interface Result extends Tally {
  readonly name: string;
  readonly seconds: number;
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
    results.push(...(await runInLanes(stage, stage.lanes.length === 1 ? runPart : runPartAside)));
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
