import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { JobCode } from '../../../lib/transform/job-code';
import { testStack } from '../../support/test-app';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'package-'));
  mkdirSync(join(folder, 'upsert'));
  writeFileSync(join(folder, 'upsert', '__init__.py'), '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function bind(path: string) {
  const stack = testStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('glue.amazonaws.com') });
  const code = new JobCode('Code', path);
  const { objectKey } = code.bind(stack, role).s3Location;
  return { stack, role, code, objectKey };
}

test('a folder becomes a ZIP, without what Python leaves behind', () => {
  const { objectKey } = bind(folder);
  expect(objectKey).toMatch(/^[0-9a-f]{64}\.zip$/);
  mkdirSync(join(folder, 'upsert', '__pycache__'));
  writeFileSync(join(folder, 'upsert', '__pycache__', 'upsert.cpython-311.pyc'), 'x');
  mkdirSync(join(folder, 'upsert.egg-info'));
  writeFileSync(join(folder, 'upsert.egg-info', 'PKG-INFO'), 'x');
  expect(bind(folder).objectKey).toBe(objectKey);
});

test('changed sources are another object', () => {
  const { objectKey } = bind(folder);
  writeFileSync(join(folder, 'upsert', 'merge.py'), 'x = 1');
  expect(bind(folder).objectKey).not.toBe(objectKey);
});

test('a job may read its own object', () => {
  const file = join(folder, 'job.py');
  writeFileSync(file, 'x = 1');
  const { stack, objectKey } = bind(file);
  expect(objectKey).toMatch(/\.py$/);
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  const [statement, ...others] = policy?.['Properties'].PolicyDocument.Statement;
  expect(others).toEqual([]);
  expect(statement.Action).toBe('s3:GetObject');
  expect(statement.Resource['Fn::Join'][1].at(-1)).toBe(`/${objectKey}`);
});

test('one upload serves several uses', () => {
  const { stack, role, code, objectKey } = bind(folder);
  expect(code.bind(stack, role).s3Location.objectKey).toBe(objectKey);
});
