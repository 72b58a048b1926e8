import { diffEnvironments } from '../../../local/update/diff-environments';
import { planUpdate } from '../../../local/update/plan-update';
import { printPlan } from '../../../local/update/print-plan';
import type { ResourceChange } from '../../../local/update/resource-change';
import { initialState } from '../../../local/update/running-state';
import { environmentOf, type RawResource } from '../../support/local-templates';

type Resources = Record<string, RawResource>;

const role = (path: string): RawResource => ({ Type: 'AWS::IAM::Role', Properties: { Path: path } });
const arn = (id: string): unknown => ({ 'Fn::GetAtt': [id, 'Arn'] });
const table = (input: Record<string, unknown>): RawResource => ({
  Type: 'AWS::Glue::Table',
  Properties: { DatabaseName: 'd', TableInput: input },
});
const brokers = (subnets: readonly unknown[], version: string): RawResource => ({
  Type: 'AWS::MSK::Cluster',
  Properties: {
    ClusterName: 'k',
    KafkaVersion: version,
    BrokerNodeGroupInfo: { ClientSubnets: subnets, InstanceType: `for-${version}` },
  },
});

const of = (Resources: Resources): ReturnType<typeof environmentOf> => environmentOf({ S: { Resources } });

function diff(before: Resources, after: Resources): ResourceChange[] {
  return diffEnvironments(initialState(of(before)), of(after), false).flatMap(({ changes }) => changes);
}

test.each<[string, Resources, Resources, string[]]>([
  [
    'what is create-only within a property replaces',
    { T: table({ Name: 't' }), M: brokers(['s1'], '3.8.x') },
    { T: table({ Name: 'u' }), M: brokers(['s2'], '3.8.x') },
    ['replace T TableInput.Name', 'replace M BrokerNodeGroupInfo.ClientSubnets'],
  ],
  [
    'what stands beside it does not',
    { T: table({ Name: 't', Parameters: { a: '1' } }), M: brokers(['s1'], '3.8.x') },
    { T: table({ Name: 't', Parameters: { a: '2' } }), M: brokers(['s1'], '3.9.x') },
    ['update T TableInput.Parameters.a', 'update M KafkaVersion BrokerNodeGroupInfo.InstanceType'],
  ],
  [
    'a replacement reaches on through what is create-only within a property, and through nothing beside it',
    { R: role('/a/'), M: brokers([arn('R')], '3.8.x'), T: table({ Name: 't', Owner: arn('R') }) },
    { R: role('/b/'), M: brokers([arn('R')], '3.8.x'), T: table({ Name: 't', Owner: arn('R') }) },
    ['replace R Path', 'replace M BrokerNodeGroupInfo.ClientSubnets', 'update T TableInput.Owner'],
  ],
])('%s', (_, before, after, expected) => {
  const spelled = diff(before, after).map(({ action, logicalId, properties }) =>
    [action, logicalId, ...properties.flatMap(({ paths }) => paths)].join(' '),
  );
  expect(spelled).toEqual(expected);
});

test('tells what replaces from what may replace', () => {
  const database = (properties: Record<string, unknown>): Resources => ({
    D: { Type: 'AWS::RDS::DBInstance', Properties: properties },
  });
  const [change] = diff(
    database({ Engine: 'mysql', DBSnapshotIdentifier: 'a', MultiAZ: false }),
    database({ Engine: 'mysql', DBSnapshotIdentifier: 'b', MultiAZ: true }),
  );
  expect(change).toMatchObject({
    action: 'update',
    properties: [
      { property: 'DBSnapshotIdentifier', replacing: [], perhapsReplacing: ['DBSnapshotIdentifier'] },
      { property: 'MultiAZ', replacing: [], perhapsReplacing: [] },
    ],
  });
});

describe('a plan', () => {
  const print = (before: Resources, after: Resources): string => {
    const state = initialState(of(before));
    const plan = planUpdate({ state, next: of(after), verbs: {}, force: false, isPartOfRun: () => true });
    return printPlan(plan).join('\n');
  };

  test('says what a deployment may replace instead', () => {
    const host = (type: string): RawResource => ({ Type: 'AWS::EC2::Instance', Properties: { InstanceType: type } });
    expect(print({ H: host('t3.micro') }, { H: host('t4g.micro') })).toContain(
      'in place: InstanceType  (not run here; InstanceType may replace it in a deployment: taken to be in place)',
    );
  });

  test('names what replaces, and not what changes beside it', () => {
    const lines = print({ T: table({ Name: 'a', Owner: 'x' }) }, { T: table({ Name: 'b', Owner: 'y' }) });
    expect(lines).toContain('because of TableInput.Name');
    expect(lines).not.toContain('Owner');
  });
});
