import { join, resolve } from 'node:path';

import { runtimePaths } from '../../../local/paths';
import committed from '../../../local/update/provider-schemas.json';
import { readProviderSchemas } from '../../../local/update/read-provider-schemas';

const { sitePackages } = runtimePaths(join(resolve(__dirname, '..', '..', '..'), '.runtime'), process.env);

test('the committed schemas are what `npm run schemas` makes of the installed cfn-lint', () => {
  const read = readProviderSchemas(sitePackages, Object.keys(committed));
  // As text: types and paths have one order.
  expect(JSON.stringify(committed, undefined, 1)).toBe(JSON.stringify(read, undefined, 1));
});

test('nested paths and paths by condition are read as the schema has them', () => {
  const read = readProviderSchemas(sitePackages, ['AWS::RDS::DBInstance', 'AWS::Glue::Table', 'AWS::IAM::Policy']);
  expect(Object.keys(read)).toEqual(['AWS::Glue::Table', 'AWS::IAM::Policy', 'AWS::RDS::DBInstance']);
  expect(read['AWS::Glue::Table']?.createOnly).toContain('TableInput/Name');
  expect(read['AWS::IAM::Policy']).toEqual({});
  expect(read['AWS::RDS::DBInstance']?.conditionalCreateOnly).toContain('DBSnapshotIdentifier');
});

test('a type that cfn-lint does not know is named', () => {
  expect(() => readProviderSchemas(sitePackages, ['AWS::No::Such'])).toThrow(
    'type must be one that cfn-lint knows, got: AWS::No::Such',
  );
});
