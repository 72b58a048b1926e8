import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runtimePaths } from '../../../local/paths';
import type { Proof } from '../../../local/proofs/proof';
import { Publication } from '../../../local/report/publish-run';
import type { Report } from '../../../local/report/report';
import { StepLog } from '../../../local/report/step-log';
import type { RunOptions } from '../../../local/run-options';

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
    options: { environment: 'dev', projectDirectory: project } as RunOptions,
    paths: { runId: 'r1', directory, data: join(directory, 'data'), assembly: join(directory, 'cdk.out') },
    runtime: runtimePaths(join(project, '.runtime'), {}),
    steps: new StepLog(() => {}),
    proofs: { proofs },
  });
}

const read = (file: string): Report => JSON.parse(readFileSync(file, 'utf8')) as Report;

test('the report of an earlier run is gone as soon as another begins', () => {
  writeFileSync(newest, '{"passed": true}');
  publication();
  expect(existsSync(newest)).toBe(false);
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
