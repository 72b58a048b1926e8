import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Table from 'cli-table3';
import { Command } from 'commander';
import { jestPart } from '../suite/jest-part';
import { OUT, ROOT, runProgram } from '../suite/suite';
import { isFaultless, readFaultRows } from './fault-rows';

const PLUGINS = join(ROOT, 'connectors', 'plugins');
const ROWS = join(ROOT, 'out', 'faults', 'rows.jsonl');
/** That killed workers of the Iceberg sink leave behind. */
const LOG = join(ROOT, 'out', 'faults', 'killed-log');
const PYTHON = join(ROOT, '.runtime', 'python', 'bin', 'python');
const JOB = join(ROOT, 'glue-scripts');

const { modules, seeds, sinks, runs } = new Command('npm run test:faults --')
  .description('Puts sinks under faults in real workers and counts what got lost, stale or doubled; then whole runs.')
  .option('--modules <names>', 'of connectors/plugins, with commas', 's3-archive-sink,dynamodb-sink,iceberg-sink')
  .option('--seeds <count>', 'how often each fault that is drawn at random is drawn', '10')
  .option('--no-sinks', 'without those in real workers')
  .option('--no-runs', 'without those of whole runs')
  .parse()
  .opts<{ modules: string; seeds: string; sinks: boolean; runs: boolean }>();

async function main(): Promise<number> {
  const outcomes = [...(sinks ? [await faultsOfSinks()] : []), ...(runs ? [await faultsOfRuns()] : [])];
  return outcomes.every(Boolean) ? 0 : 1;
}

async function faultsOfRuns(): Promise<boolean> {
  mkdirSync(OUT, { recursive: true });
  const part = jestPart('e2e', ['--runInBand', '--testPathPatterns', 'test/faults/'], 'faults of whole runs');
  const { passed, failed } = await part.run('inherit');
  console.log(`${failed === 0 ? 'survived' : 'NOT survived'}: ${passed} tests of whole runs passed, ${failed} failed`);
  return failed === 0;
}

async function faultsOfSinks(): Promise<boolean> {
  rmSync(ROWS, { force: true });
  rmSync(LOG, { force: true, recursive: true });
  mkdirSync(dirname(ROWS), { recursive: true });
  const startedAt = performance.now();
  const status = await runProgram('inherit', 'mvn', [
    ...['-B', '-q', '-ntp', '-f', PLUGINS, '-pl', modules, '-am', '-Pfaults', 'verify'],
    ...[`-Dtributary.seeds=${seeds}`, `-Dtributary.faults=${ROWS}`, `-Dtributary.log=${LOG}`],
  ]);
  const merged = modules.split(',').includes('iceberg-sink') ? await mergeOfKilledLog() : 0;
  const rows = existsSync(ROWS) ? readFaultRows(readFileSync(ROWS, 'utf8')) : [];
  const table = new Table({ head: ['fault', 'seed', 'lost', 'stale', 'duplicated'], style: { head: [] } });
  table.push(...rows.map(({ fault, seed, lost, stale, duplicated }) => [fault, seed, lost, stale, duplicated]));
  console.log(table.toString());
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(0);
  const survived = status === 0 && merged === 0 && isFaultless(rows);
  console.log(`${survived ? 'survived' : 'NOT survived'}: ${rows.length} loads under faults; ${minutes} min`);
  return survived;
}

/** What a log over many kills comes to: its state is to be what its source held. */
function mergeOfKilledLog(): Promise<number | null> {
  const settings = ['-q', '--rootdir', JOB, '-c', join(JOB, 'pyproject.toml')];
  const given = ['--killed-log', LOG, '--fault-rows', ROWS];
  return runProgram('inherit', PYTHON, ['-m', 'pytest', ...settings, join(JOB, 'tests', 'killed_log.py'), ...given], {
    PYTHONDONTWRITEBYTECODE: '1',
  });
}

main().then((code) => {
  process.exitCode = code;
});
