import {
  permissionProblems,
  permissionReport,
  permissionsOf,
  shortArn,
  summarizePermissions,
} from '../../../local/access/permission-report';
import type { Usage } from '../../../local/access/read-usage';

const CLUSTER = 'arn:aws:kafka:us-east-1:1:cluster/c/u';
const topic = (name: string): string => `arn:aws:kafka:us-east-1:1:topic/c/u/${name}`;
const roles = [
  {
    name: 'writer',
    statements: [
      { Effect: 'Allow', Action: 'kafka-cluster:Connect', Resource: CLUSTER },
      { Effect: 'Allow', Action: ['kafka-cluster:WriteData', 'kafka-cluster:ReadData'], Resource: [topic('a*')] },
      { Effect: 'Deny', Action: 'kafka-cluster:DeleteTopic', Resource: '*' },
    ],
  },
  { name: 'stranger', statements: [] },
];

const OWNERS = new Map([['writer', 'capture shop']]);

const allowed = (action: string, resource: string, pattern = resource): Usage => ({
  role: 'writer',
  action,
  resource,
  decision: 'allow',
  generation: 1,
  matches: [{ action, resource: pattern }],
});
const denied = (action: string, resource: string): Usage => ({
  ...allowed(action, resource),
  decision: 'implicitDeny',
  matches: [],
});
const USED = [
  allowed('kafka-cluster:Connect', CLUSTER),
  allowed('kafka-cluster:WriteData', topic('ab'), topic('a*')),
  allowed('kafka-cluster:ReadData', topic('ab'), topic('a*')),
];

test('a role that uses all it has, and is denied nothing, is no problem', () => {
  const report = permissionReport(roles, USED, OWNERS);
  expect(permissionProblems(report, () => true)).toEqual([]);
  expect(summarizePermissions(report, [])).toEqual(['✓ roles: capture shop used 3 of 3 permissions, none amiss']);
});

test('who did nothing, as what a run leaves out, is not summed up', () => {
  const idle = { ...roles[0], name: 'idle' } as (typeof roles)[0];
  const report = permissionReport([...roles, idle], USED, OWNERS);
  expect(report.map(({ role }) => role)).toContain('idle');
  expect(summarizePermissions(report, [])).toEqual(['✓ roles: capture shop used 3 of 3 permissions, none amiss']);
  expect(permissionProblems(report, () => true)).toContainEqual(
    expect.stringContaining('idle may kafka-cluster:Connect'),
  );
  expect(permissionProblems(report, (role) => role !== 'idle')).toEqual([]);
});

test('what is never used is a problem once everything ran, and not before', () => {
  const report = permissionReport(roles, USED.slice(0, 2), OWNERS);
  const problems = [`capture shop (role writer) may kafka-cluster:ReadData on ${topic('a*')}, and never did`];
  expect(permissionProblems(report, () => true)).toEqual(problems);
  expect(summarizePermissions(report, problems)).toEqual(['capture shop: 2 of 3 permissions used, 0 requests denied']);
  expect(permissionProblems(report, () => false)).toEqual([]);
});

test('a use by another pattern is none of this one', () => {
  const usage = [...USED.slice(0, 2), allowed('kafka-cluster:ReadData', topic('ab'))];
  const report = permissionReport(roles, usage, OWNERS);
  expect(permissionProblems(report, () => true)).toHaveLength(1);
});

test('a denial is a problem at any time, unless it is known to be harmless or only shortened a list', () => {
  const harmless = denied('kafka-cluster:CreateTopic', topic('connect-offsets.mine'));
  const filtered: Usage = { ...denied('kafka-cluster:DescribeTopic', topic('z')), decision: 'filtered' };
  const usage = [...USED, harmless, filtered, denied('kafka-cluster:WriteData', topic('z'))];
  const report = permissionReport(roles, usage, OWNERS);
  expect(permissionProblems(report, () => false)).toEqual([
    `capture shop (role writer) was denied kafka-cluster:WriteData on ${topic('z')}`,
  ]);
  expect(report[0]?.denials.map(({ harmless: reason }) => reason !== undefined)).toEqual([true, false]);
});

test('what S3 refused is told by role, action and ARN, but for what Delta takes for none', () => {
  const s3 = (name: string): string => `arn:aws:s3:::lake/${name}`;
  const usage = [...USED, denied('s3:PutObject', s3('raw/a')), denied('s3:GetObject', s3('delta/_delta_log'))];
  expect(permissionProblems(permissionReport(roles, usage, OWNERS), () => true)).toEqual([
    'capture shop (role writer) was denied s3:PutObject on arn:aws:s3:::lake/raw/a',
  ]);
});

test('a role without any right that asks for something is in the report', () => {
  const report = permissionReport(roles, [{ ...denied('kafka-cluster:Connect', CLUSTER), role: 'stranger' }], OWNERS);
  expect(report.map(({ role, of }) => [role, of])).toEqual([
    ['writer', 'capture shop'],
    ['stranger', 'stranger'],
  ]);
});

test('negations stand as the broker writes them', () => {
  expect(permissionsOf({ Effect: 'Allow', NotAction: ['a:B', 'a:C'], NotResource: 'arn:x' })).toEqual([
    { action: 'NotAction a:B, a:C', resource: 'NotResource arn:x' },
  ]);
});

test.each([
  [topic('x.y'), 'topic/x.y'],
  [CLUSTER, 'cluster'],
  ['arn:aws:kafka:us-east-1:1:transactional-id/c/u/t', 'transactional-id/t'],
  ['*', '*'],
  ['arn:aws:s3:::lake/raw/topic/a', 'arn:aws:s3:::lake/raw/topic/a'],
  ['arn:aws:glue:us-east-1:1:table/a/b', 'arn:aws:glue:us-east-1:1:table/a/b'],
])('%s is %s for short', (arn, short) => {
  expect(shortArn(arn)).toBe(short);
});
