import { ENVIRONMENTS } from '../../../lib/config/environments';
import { verbsOf } from '../../../local/kinds/kind';
import { KINDS } from '../../../local/kinds/kinds';
import { STATEFUL_TYPES } from '../../../local/review/stateful-types';
import { NAME_PROPERTIES } from '../../../local/update/name-properties';
import providerSchemas from '../../../local/update/provider-schemas.json';
import { type ProviderSchema, readProviderSchemas } from '../../../local/update/read-provider-schemas';
import { changedAmong, EXCEPTIONS, updateBehaviour } from '../../../local/update/update-behaviours';
import { synthesize, type Template } from '../../support/platform';

const SCHEMAS: Readonly<Record<string, ProviderSchema>> = providerSchemas;

/** What `npm run schemas` has to be called with. */
function unknown(types: readonly string[]): string[] {
  return [...new Set(types)].filter((type) => updateBehaviour(type) === undefined);
}

test('every type of every environment has its update behaviour', () => {
  const types = ENVIRONMENTS.flatMap(synthesize).flatMap(({ template }) =>
    Object.values((template as Template).Resources).map(({ Type }) => Type),
  );
  expect([types.length > 100, unknown(types)]).toEqual([true, []]);
});

test('every type that holds data, has a name or is run here has its update behaviour', () => {
  expect(unknown([STATEFUL_TYPES, NAME_PROPERTIES, verbsOf(KINDS)].flatMap(Object.keys))).toEqual([]);
});

test('a custom resource changes in place, and a type without schema has none', () => {
  expect(updateBehaviour('Custom::DatabaseBootstrap')).toMatchObject({ replacedBy: [], perhapsReplacedBy: [] });
  expect(updateBehaviour('AWS::SNS::Subscription')).toBeUndefined();
  expect(updateBehaviour('Tributary::ExistingDatabase')?.replacedBy).toEqual(['Hostname', 'Port']);
});

test.each(Object.entries(EXCEPTIONS))('the exception of %s says another thing than its schema', (type, exception) => {
  const { createOnly = [], conditionalCreateOnly = [] } = SCHEMAS[type] ?? {};
  for (const path of exception.replacedBy ?? []) expect(createOnly).not.toContain(path);
  for (const path of exception.inPlace ?? []) expect([...createOnly, ...conditionalCreateOnly]).toContain(path);
  expect(updateBehaviour(type)?.source).toBe(exception.page);
});

test('an exception adds to what replaces, and takes from what may', () => {
  expect(updateBehaviour('AWS::Glue::Database')?.replacedBy).toEqual(['DatabaseName', 'CatalogId']);
  const { replacedBy, perhapsReplacedBy } = updateBehaviour('AWS::RDS::DBInstance') ?? {};
  expect(replacedBy).toContain('DBName');
  expect(perhapsReplacedBy).toContain('DBSnapshotIdentifier');
  expect(perhapsReplacedBy).not.toContain('MultiAZ');
});

describe('paths that change', () => {
  const paths = ['TableInput/Name', 'Name', 'TableInput/Parameters/a'];
  test.each<[string, unknown, unknown, string[]]>([
    ['TableInput', { Name: 'a', Owner: 'x' }, { Name: 'a', Owner: 'y' }, []],
    ['TableInput', { Name: 'a' }, { Name: 'b' }, ['TableInput.Name']],
    ['TableInput', undefined, { Name: 'b' }, ['TableInput.Name']],
    ['Name', 'a', 'b', ['Name']],
    ['Owner', 'a', 'b', []],
  ])('of %s from %j to %j', (property, before, after, expected) => {
    expect(changedAmong(paths, property, before, after)).toEqual(expected);
  });
});

test('without cfn-lint, reading its schemas says how to get them', () => {
  expect(() => readProviderSchemas(__dirname, [])).toThrow(
    /^there are no schemas of cfn-lint in .*: run `node bin\/setup.mjs`$/,
  );
});
