import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ENVIRONMENTS } from '../../../lib/config/environments';
import { PlatformStage } from '../../../lib/platform-stage';
import type { Resource } from '../../../local/assembly/environment-templates';
import { loadAssembly } from '../../../local/assembly/load-assembly';
import { coverageOf, type TypeCoverage } from '../../../local/kinds/coverage';
import { KINDS } from '../../../local/kinds/kinds';
import { coverageTable, withCoverageTable } from '../../support/coverage-table';
import { testApp } from '../../support/test-app';

const README = join(resolve(__dirname, '..', '..', '..'), 'README.md');

const app = testApp();
for (const environment of ENVIRONMENTS) new PlatformStage(app, environment);
const templates = loadAssembly(app.synth().directory);

function coverage(isPartOfRun: (resource: Resource) => boolean): TypeCoverage[] {
  const dev = templates.get('dev');
  if (dev === undefined) throw new Error('dev must be among the environments');
  return coverageOf(KINDS, dev, isPartOfRun);
}

// Of a run, a report says it: the kept run's is held to the same table.
test('the README says what a run of dev shows of each resource type', () => {
  const page = readFileSync(README, 'utf8');
  const written = withCoverageTable(page, coverageTable(coverage(() => true)));
  if (process.env['WRITE_COVERAGE_TABLE'] === 'true') writeFileSync(README, written);
  expect(readFileSync(README, 'utf8')).toBe(written);
});

test('of a type that is no part of the run, its template is all that was looked at', () => {
  const table = (type: string): object | undefined =>
    coverage(({ type }) => type !== 'AWS::Glue::Job').find((each) => each.type === type);
  expect(table('AWS::Glue::Job')).toEqual({
    type: 'AWS::Glue::Job',
    shown: 'validated only',
    resources: expect.any(Number),
    here: 0,
  });
  expect(table('AWS::MSK::Cluster')).toMatchObject({ shown: 'exercised', resources: 1, here: 1 });
  expect(table('AWS::IAM::Role')).toMatchObject({ shown: 'enforced' });
  expect(table('AWS::S3::Bucket')).toMatchObject({ shown: 'stood in for' });
});

test('each type that a kind tells apart is one of its own', () => {
  const strangers = KINDS.flatMap(({ resources, evidenceOf = {} }) =>
    Object.keys(evidenceOf).filter((type) => resources[type] === undefined),
  );
  expect(strangers).toEqual([]);
});
