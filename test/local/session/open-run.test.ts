import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeRegistry } from '../../../local/processes/process-registry';
import { eraseCachedState, eraseRunData, openRun, runsDirectory } from '../../../local/session/open-run';

let project: string;
const at = (day: number): Date => new Date(Date.UTC(2026, 0, day));

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'tributary-runs-'));
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

const runs = (): string[] => readdirSync(runsDirectory(project)).filter((name) => /^\d/.test(name));
const underWay = (directory: string): void =>
  writeRegistry(directory, { runId: 'r', owner: { pid: 1, startTicks: '1' }, processes: [] });

test('gives each run a folder and lets `latest` lead to the newest', () => {
  openRun(project, at(1));
  const second = openRun(project, at(2));
  writeFileSync(join(second.directory, 'note'), 'second');
  expect(readFileSync(join(runsDirectory(project), 'latest', 'note'), 'utf8')).toBe('second');
  expect(second.runId).toBe(`20260102T000000-${process.pid}`);
});

test('keeps the newest finished runs and every one that is under way', () => {
  const first = openRun(project, at(1));
  underWay(first.directory);
  for (let day = 2; day <= 12; day++) openRun(project, at(day));
  expect(runs()).toHaveLength(7);
  expect(runs()[0]).toBe(first.runId);
});

test('erases the data of a run, and keeps its logs', () => {
  const run = openRun(project, at(1));
  for (const folder of [run.data, run.assembly, join(run.directory, 'logs')]) mkdirSync(folder);
  eraseRunData(run);
  expect(readdirSync(run.directory)).toEqual(['logs']);
});

describe('a fresh run', () => {
  test('erases earlier runs and the cache', () => {
    openRun(project, at(1));
    const current = openRun(project, at(2));
    const cache = join(project, 'cache');
    mkdirSync(cache);
    expect(eraseCachedState(project, cache, current.runId)).toEqual([]);
    expect([runs(), existsSync(cache)]).toEqual([[current.runId], false]);
  });

  test('leaves the cache to a run that is under way', () => {
    const other = openRun(project, at(1));
    underWay(other.directory);
    const current = openRun(project, at(2));
    const cache = join(project, 'cache');
    mkdirSync(cache);
    expect(eraseCachedState(project, cache, current.runId)).toEqual([other.runId]);
    expect([runs(), existsSync(cache)]).toEqual([[other.runId, current.runId], true]);
  });
});
