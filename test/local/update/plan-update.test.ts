import { verbsOf } from '../../../local/kinds/kind';
import { KINDS } from '../../../local/kinds/kinds';
import { planUpdate, type UpdatePlan } from '../../../local/update/plan-update';
import { printPlan } from '../../../local/update/print-plan';
import { initialState } from '../../../local/update/running-state';
import { environmentOf, type RawResource } from '../../support/local-templates';

type Resources = Record<string, RawResource>;

const connector = (properties: Record<string, unknown> = {}, name = 'c'): RawResource => ({
  Type: 'AWS::KafkaConnect::Connector',
  Properties: {
    ConnectorName: name,
    Capacity: { McuCount: 1 },
    ConnectorConfiguration: { 'connector.class': 'A', a: '1' },
    Plugins: [{ Arn: { 'Fn::GetAtt': ['Plugin', 'CustomPluginArn'] } }],
    ...properties,
  },
});
const plugin = (hash: string): RawResource => ({ Type: 'AWS::KafkaConnect::CustomPlugin', Properties: { Name: hash } });
const topic = (properties: Record<string, unknown> = {}): RawResource => ({
  Type: 'AWS::MSK::Topic',
  Properties: { ClusterArn: 'k', TopicName: 't', PartitionCount: 3, ReplicationFactor: 3, ...properties },
});
const database = (properties: Record<string, unknown> = {}): RawResource => ({
  Type: 'AWS::RDS::DBInstance',
  Properties: { Engine: 'mysql', EngineVersion: '8.4', ...properties },
});
const cluster = (properties: Record<string, unknown> = {}): RawResource => ({
  Type: 'AWS::MSK::Cluster',
  Properties: { ClusterName: 'k', KafkaVersion: '3.9.x', NumberOfBrokerNodes: 3, ...properties },
});

function plan(before: Resources, after: Resources, isPart = true): UpdatePlan {
  return planStacks({ S: before }, { S: after }, isPart);
}

function planStacks(before: Record<string, Resources>, after: Record<string, Resources>, isPart = true): UpdatePlan {
  const environment = (stacks: Record<string, Resources>): ReturnType<typeof environmentOf> =>
    environmentOf(Object.fromEntries(Object.entries(stacks).map(([name, Resources]) => [name, { Resources }])));
  return planUpdate({
    state: initialState(environment(before)),
    next: environment(after),
    verbs: verbsOf(KINDS),
    force: false,
    isPartOfRun: () => isPart,
  });
}

const base = { Plugin: plugin('p1'), C: connector() };

describe('refuses', () => {
  test.each<[string, Resources, Resources, RegExp, RegExp]>([
    [
      'capacity and configuration of a connector at once',
      base,
      {
        ...base,
        C: connector({ Capacity: { McuCount: 2 }, ConnectorConfiguration: { 'connector.class': 'A', a: '2' } }),
      },
      /^`Capacity` and `ConnectorConfiguration` change together, and UpdateConnector takes one of them/,
      /in two deployments/,
    ],
    [
      'another class of a connector',
      base,
      { ...base, C: connector({ ConnectorConfiguration: { 'connector.class': 'B', a: '1' } }) },
      /^`connector.class` changes/,
      /another name/,
    ],
    [
      'a new plugin under a connector that stays',
      base,
      { ...base, Plugin: plugin('p2') },
      /^Plugins replaces it, .* the name c is taken by S\/C \(AlreadyExists\)$/,
      /`state: 'suspended'` of its capture or pipeline, deploy, take it back, deploy/,
    ],
    [
      'a second connector of the same name',
      base,
      { ...base, D: connector() },
      /^it is new, .* the name c is taken by S\/C/,
      /suspended/,
    ],
    [
      'a connector under another logical id',
      base,
      { Plugin: plugin('p1'), D: connector() },
      /^it is new, .* the name c is taken by S\/C/,
      /suspended/,
    ],
    [
      'fewer partitions',
      { T: topic() },
      { T: topic({ PartitionCount: 2 }) },
      /^`PartitionCount` can only grow, got: 2 after 3$/,
      /keep the number/,
    ],
    [
      'another replication factor of a topic',
      { T: topic() },
      { T: topic({ ReplicationFactor: 2 }) },
      /^ReplicationFactor replaces it, .* the name t is taken/,
      /another name, or leave it out, deploy/,
    ],
    [
      'another type under a logical id',
      { T: topic() },
      { T: connector() },
      /^its type would change from AWS::MSK::Topic to AWS::KafkaConnect::Connector/,
      /another logical id/,
    ],
    [
      'the end of a protected database',
      { D: database({ DeletionProtection: true }) },
      {},
      /^`DeletionProtection` is on/,
      /switch the deletion protection off/,
    ],
    [
      'another version of a database, which runs here',
      { D: database() },
      { D: database({ EngineVersion: '8.5' }) },
      /^the server takes EngineVersion when it starts.*only here/,
      /start it again/,
    ],
    [
      'another database in place of one that runs',
      { D: database() },
      { D: database({ DBName: 'other' }) },
      /^a database cannot be replaced while its server runs.*only here/,
      /start it again/,
    ],
    [
      'parameters of a database',
      { G: { Type: 'AWS::RDS::DBParameterGroup', Properties: { Parameters: { a: '1' } } } },
      { G: { Type: 'AWS::RDS::DBParameterGroup', Properties: { Parameters: { a: '2' } } } },
      /^the server takes its parameters when it starts/,
      /start it again/,
    ],
    [
      'another Kafka',
      { K: cluster() },
      { K: cluster({ KafkaVersion: '4.0.x' }) },
      /^the broker takes KafkaVersion when it starts/,
      /start it again/,
    ],
    [
      'a second cluster',
      { A: cluster() },
      { A: cluster(), K: cluster({ ClusterName: 'l' }) },
      /^the run has one broker/,
      /start it again/,
    ],
  ])('%s', (_, before, after, reason, advice) => {
    const { refusals } = plan(before, after);
    expect(refusals.map((refusal) => [refusal.reason, refusal.advice])).toEqual([
      [expect.stringMatching(reason), expect.stringMatching(advice)],
    ]);
  });

  test('what runs here cannot refuse for a pipeline that it leaves out', () => {
    expect(plan({ D: database() }, { D: database({ EngineVersion: '8.5' }) }, false).refusals).toEqual([]);
  });
});

describe('takes', () => {
  test.each<[string, Record<string, Resources>, Record<string, Resources>]>([
    ['capacity alone', { S: base }, { S: { ...base, C: connector({ Capacity: { McuCount: 2 } }) } }],
    ['a plugin that is new, with a connector that is new', { S: {} }, { S: base }],
    ['the first half of the two deployments', { S: base }, { S: {} }],
    ['more brokers', { S: { K: cluster() } }, { S: { K: cluster({ NumberOfBrokerNodes: 6 }) } }],
    ['a name that an earlier stack gives up', { A: { T: topic() }, B: {} }, { A: {}, B: { T: topic() } }],
    ['another name', { S: { T: topic() } }, { S: { T: topic({ TopicName: 'u' }) } }],
    ['the same name of another cluster', { S: { T: topic() } }, { S: { T: topic(), U: topic({ ClusterArn: 'l' }) } }],
  ])('%s', (_, before, after) => {
    const { refusals } = planStacks(before, after);
    expect(refusals.filter(({ reason }) => !reason.includes('only here'))).toEqual([]);
  });

  test('but not a name that a later stack gives up', () => {
    const { refusals } = planStacks({ A: {}, B: { T: topic() } }, { A: { T: topic() }, B: {} });
    expect(refusals.map(({ reason }) => reason)).toEqual([expect.stringContaining('taken by B/T')]);
  });

  test('nor one that a policy keeps', () => {
    const kept = { ...topic(), DeletionPolicy: 'Retain' };
    const { refusals } = planStacks({ A: { T: kept }, B: {} }, { A: {}, B: { T: topic() } });
    expect(refusals.map(({ reason }) => reason)).toEqual([expect.stringContaining('taken by A/T')]);
  });
});

describe('the printed plan', () => {
  const print = (before: Resources, after: Resources, isPart = true): string =>
    printPlan(plan(before, after, isPart)).join('\n');

  test('shows what is done, to what, because of what', () => {
    const lines = print(
      {
        ...base,
        T: topic(),
        R: { Type: 'AWS::IAM::Role' },
        Old: { ...topic({ TopicName: 'o' }), DeletionPolicy: 'Retain' },
      },
      {
        Plugin: plugin('p2'),
        C: connector(),
        T: topic({ PartitionCount: 4, Configs: 'x' }),
        R: { Type: 'AWS::IAM::Role', Properties: { Description: 'd' } },
        U: topic({ TopicName: 'u' }),
      },
    );
    expect(lines).toMatchInlineSnapshot(`
      "S: update
        ± replace AWS::KafkaConnect::CustomPlugin Plugin  because of Name
        ~ update  AWS::MSK::Topic T  in place: PartitionCount, Configs
        ~ update  AWS::IAM::Role R  in place: Description  (not run here)
        + create  AWS::MSK::Topic U
        ± replace AWS::KafkaConnect::Connector C  because of Plugins (refers to Plugin)
        - abandon AWS::MSK::Topic Old  (stays where it is: DeletionPolicy Retain)
      ✗ S/C (AWS::KafkaConnect::Connector): Plugins replaces it, and the new one is made first, while the name c is taken by S/C (AlreadyExists)
        replace it in two deployments: say \`state: 'suspended'\` of its capture or pipeline, deploy, take it back, deploy; its topics stay, and so do its offsets"
    `);
  });

  test('counts what does not fit in a line', () => {
    const options = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`k${i}`, 'x']));
    const lines = print(base, {
      ...base,
      C: connector({ ConnectorConfiguration: { 'connector.class': 'A', ...options } }),
    });
    expect(lines).toContain('ConnectorConfiguration.k4 and 4 more');
  });

  test('says what is not part of the run, and what it does not know', () => {
    expect(print(base, { ...base, C: connector({ ConnectorConfiguration: {} }) }, false)).toContain(
      '(not part of this run)',
    );
    expect(print({ X: { Type: 'A::B::C' } }, { X: { Type: 'A::B::C', Properties: { P: 1 } } })).toContain(
      '(not run here; update behaviour unknown: taken to be in place)',
    );
  });

  test('says when there is nothing to do', () => {
    expect(print(base, base)).toBe('S: no change');
  });
});
