import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KINDS } from '../../../local/kinds/kinds';
import { runtimePaths } from '../../../local/paths';
import type { Proof } from '../../../local/proofs/proof';
import { renderPage } from '../../../local/report/page/render-page';
import { Publication } from '../../../local/report/publish-run';
import type { Report } from '../../../local/report/report';
import { StepLog } from '../../../local/report/step-log';
import type { RunOptions } from '../../../local/run-options';
import { environment } from '../../support/platform';
import { readSynthesized } from '../../support/synthesized-templates';

/** A platform is synthesized. */
jest.setTimeout(120_000);

const PROOF: Proof = { pipeline: 'P1', id: 'P1.1', claim: 'c', expected: '1', actual: '1', passed: true };

let project: string;
let newest: string;
let proofs: Proof[];

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'tributary-report-'));
  newest = join(project, 'out', 'local', 'report.json');
  mkdirSync(join(project, 'out', 'local', 'r1'), { recursive: true });
  proofs = [];
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

function publication(): Publication {
  const directory = join(project, 'out', 'local', 'r1');
  return new Publication({
    startedAt: new Date(),
    options: {
      environment: 'dev',
      projectDirectory: project,
      prove: true,
      skippedProofs: [],
      walkthroughs: [],
      workload: { seed: 1, changes: 0 },
    } as unknown as RunOptions,
    paths: { runId: 'r1', directory, data: join(directory, 'data'), assembly: join(directory, 'cdk.out') },
    runtime: runtimePaths(join(project, '.runtime'), {}),
    kinds: KINDS,
    steps: new StepLog(() => {}),
    proofs: { proofs },
  });
}

const read = (file: string): Report => JSON.parse(readFileSync(file, 'utf8')) as Report;

test('the report of an earlier run is gone as soon as another begins', () => {
  const page = join(project, 'out', 'local', 'report.html');
  writeFileSync(newest, '{"passed": true}');
  writeFileSync(page, 'passed');
  publication();
  expect([newest, page].filter(existsSync)).toEqual([]);
});

test('is written again with each proof, without a verdict as long as there is none', async () => {
  const published = publication();
  await published.publish();
  expect(read(newest)).toMatchObject({ environment: 'dev', proofs: [], servers: [] });
  proofs.push(PROOF);
  await published.publish();
  expect(read(newest).proofs).toEqual([PROOF]);
  expect(read(published.file)).toEqual(read(newest));
  expect(read(newest)).not.toHaveProperty('passed');
});

test('is a page, too, in both places, that is what its data says', async () => {
  const published = publication();
  proofs.push(PROOF);
  await published.end({ passed: true });
  const page = readFileSync(join(project, 'out', 'local', 'report.html'), 'utf8');
  expect(page).toBe(renderPage(read(newest)));
  expect(page).toContain('✓ Passed');
  const folder = join(project, 'out', 'local', 'r1');
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe(page);
  expect(readdirSync(folder).sort()).toEqual(['report.html', 'report.json']);
});

test('says what was to flow where as soon as that is known', async () => {
  const published = publication();
  const { templates, model } = readSynthesized(environment('dev'));
  published.setPlanned({ templates, model });
  await published.end({ passed: false, error: 'no memory' });
  expect(read(newest).flow.nodes.map(({ kind }) => kind)).toContain('capture');
});

test('says how it ended, and keeps what was said before', async () => {
  const published = publication();
  await published.end({ passed: false, deaths: ['connector c: task 0 FAILED'], permissionProblems: ['r was denied'] });
  await published.end({ passed: false, error: 'stopped by SIGINT' });
  expect(read(newest)).toMatchObject({
    passed: false,
    error: 'stopped by SIGINT',
    deaths: ['connector c: task 0 FAILED'],
    permissionProblems: ['r was denied'],
  });
});

test('what is proven again takes the place of what was, which is told as an earlier round', async () => {
  const published = publication();
  proofs.push(PROOF);
  await published.end({ passed: true, permissionProblems: ['r was denied'] });
  const red = { ...PROOF, id: 'P1.2', passed: false };
  published.startRound({
    startedAt: new Date(),
    proofs: { proofs: [red] },
    workload: { seed: 2, changes: 3 },
    skippedProofs: ['rerun'],
  });
  await published.publish();
  expect(read(newest)).toMatchObject({
    proofs: [red],
    permissionProblems: [],
    asked: { prove: true, workload: { seed: 2, changes: 3 }, skippedProofs: ['rerun'] },
    earlierRounds: [{ passed: true, proofs: [PROOF] }],
  });
  expect(read(newest)).not.toHaveProperty('passed');
  const page = readFileSync(join(project, 'out', 'local', 'report.html'), 'utf8');
  expect(page).toContain('before it was proven again');
});
