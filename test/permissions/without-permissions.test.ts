import { permissionsOfRole, withoutPermissions } from './without-permissions';

const allow = (Action: unknown, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
const ROLE = {
  name: 'r',
  statements: [
    allow(['s3:Get', 's3:Put'], ['a', 'b']),
    allow('s3:Get', 'a'),
    { ...allow('s3:Put', 'a'), Effect: 'Deny' },
  ],
};

test('what a role may do is told once, however often it is said', () => {
  expect(permissionsOfRole(ROLE)).toEqual([
    { action: 's3:Get', resource: 'a' },
    { action: 's3:Get', resource: 'b' },
    { action: 's3:Put', resource: 'a' },
    { action: 's3:Put', resource: 'b' },
  ]);
});

test('one right goes wherever it is allowed, and all else stays', () => {
  const rest = withoutPermissions(ROLE, [{ action: 's3:Get', resource: 'a' }]);
  expect(permissionsOfRole(rest)).toEqual([
    { action: 's3:Put', resource: 'a' },
    { action: 's3:Put', resource: 'b' },
    { action: 's3:Get', resource: 'b' },
  ]);
});

test('several go at once, and what is denied stays denied', () => {
  const rest = withoutPermissions(ROLE, permissionsOfRole(ROLE));
  expect(rest.statements).toEqual([ROLE.statements[2]]);
});

test('a condition stays with each part', () => {
  const Condition = { StringLike: { 's3:prefix': 'x' } };
  const rest = withoutPermissions({ name: 'r', statements: [{ ...allow(['l', 'm'], ['a', 'b']), Condition }] }, [
    { action: 'l', resource: 'a' },
  ]);
  expect(rest.statements).toEqual([
    { ...allow(['m'], ['a', 'b']), Condition },
    { ...allow(['l'], ['b']), Condition },
  ]);
});
