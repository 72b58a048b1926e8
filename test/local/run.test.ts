import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Report } from '../../local/report/report';
import { runLocal } from '../../local/run';

const OPTIONS = {
  environment: 'dev',
  pipeline: undefined,
  keep: false,
  keepOnFailure: false,
  prove: true,
  skippedProofs: [],
  everySeconds: undefined,
  walkthrough: undefined,
  walkthroughs: [],
  fresh: false,
  app: '/nowhere',
  dataFolder: 'samples',
  workload: { seed: 1, changes: 0 },
  variables: {},
};

let project: string;
let lines: string[];

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'tributary-run-'));
  lines = [];
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

const run = (changed: Partial<typeof OPTIONS> = {}): Promise<number> =>
  runLocal({ ...OPTIONS, ...changed, projectDirectory: project, print: (line) => void lines.push(line) });

test('a run that breaks ends with 2, its verdict last, and a report that says why', async () => {
  expect(await run()).toBe(2);
  expect(lines[0]).toBe('there is no synthesized app in /nowhere: run `npm run synth`');
  expect(lines.at(-1)).toMatch(
    /^✗ not passed \(it could not be run to its end\) in \d+ s; report: out\/local\/\d{8}T\d{6}-\d+\/report\.json$/,
  );
  const report = JSON.parse(readFileSync(join(project, 'out', 'local', 'report.json'), 'utf8')) as Report;
  expect(report).toMatchObject({ environment: 'dev', passed: false, error: lines[0], proofs: [], servers: [] });
});

test('another environment than the app has is a wrong argument', async () => {
  const app = join(project, 'cdk.out');
  const nested = { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-dev' } };
  const manifest = (artifacts: object): string => JSON.stringify({ version: '1.0.0', artifacts });
  mkdirSync(join(app, 'assembly-dev'), { recursive: true });
  writeFileSync(join(app, 'manifest.json'), manifest({ 'assembly-dev': nested }));
  writeFileSync(join(app, 'assembly-dev', 'manifest.json'), manifest({}));
  expect(await run({ app, environment: 'staging' })).toBe(64);
  expect(lines[0]).toBe('`--environment` must be one of dev, got: staging');
});
