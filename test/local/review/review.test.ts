import { compareApps } from '../../../local/review/compare-environments';
import { reviewApps, severityOf } from '../../../local/review/review';
import type { RawResource } from '../../support/local-templates';
import { appOf, type RawStacks, reviewStack, spell } from '../../support/review';

const PLUGIN = 'Plugins';

const connector = (more: Record<string, unknown> = {}): RawResource => ({
  Type: 'AWS::KafkaConnect::Connector',
  Properties: { ConnectorName: 'cdc', ...more },
});
const plugin = (hash: string): RawResource => ({
  Type: 'AWS::KafkaConnect::CustomPlugin',
  Properties: { Name: `S-debezium-mysql-${hash}`, Location: { S3Location: { FileKey: `${hash}${hash}.zip` } } },
});
const topic = (name: string): RawResource => ({ Type: 'AWS::MSK::Topic', Properties: { TopicName: name } });
const role = (statements: readonly object[]): RawResource => ({
  Type: 'AWS::IAM::Policy',
  Properties: { Roles: ['reader'], PolicyDocument: { Statement: statements } },
});
const allow = (action: string, ...resources: string[]): object => ({
  Effect: 'Allow',
  Action: action,
  Resource: resources,
});

describe('connectors', () => {
  test('change in place where `cdk diff` announces a replacement', () => {
    expect(
      reviewStack(
        { C: connector({ ConnectorConfiguration: { 'poll.interval.ms': '500', topics: 'a,b' } }) },
        { C: connector({ ConnectorConfiguration: { 'poll.interval.ms': '100', topics: 'a,c' } }) },
      ),
    ).toEqual([
      'Changed in place: note connector `cdc`: `ConnectorConfiguration.poll.interval.ms` `500` → `100`, ' +
        '`ConnectorConfiguration.topics` `a,b` → `a,c`',
      '  `cdk diff` announces a replacement (`ConnectorConfiguration`), and there is none: it changes in place ' +
        "since January 2025, by the schema of CloudFormation's provider",
    ]);
  });

  test('take two deployments with a new plugin, which is one line', () => {
    const [before, after] = ['0123456789ab', 'ba9876543210'].map((hash) => ({
      P: plugin(hash),
      C: connector({ [PLUGIN]: { 'Fn::GetAtt': ['P', 'CustomPluginArn'] } }),
    }));
    expect(reviewStack(before, after)).toEqual([
      'Deployments: attention connector `cdc` is REPLACED, which takes two deployments: ' +
        '`Plugins` refers to plugin `debezium-mysql`, which is new',
      '  in one deployment it fails with AlreadyExists: the new one is made first, under a name that is taken',
      expect.stringContaining("say `state: 'suspended'` of its capture or pipeline, deploy, take it back, deploy"),
      'Code: note plugin `debezium-mysql` changes → connector `cdc` replaced in two deployments',
      'REPLACED: note connector `cdc`: because of `Plugins` (refers to what is replaced: plugin `debezium-mysql`)',
    ]);
  });

  test('that have their tables elsewhere go on there where they are', () => {
    const [before, after] = [{ 'iceberg.catalog.warehouse': 's3://a' }, { 'iceberg.catalog.warehouse': 's3://b' }].map(
      (config) => ({ C: connector({ ConnectorConfiguration: config }) }),
    );
    expect(reviewStack(before, after).slice(0, 4)).toEqual([
      'Deployments: attention connector `cdc` has its tables elsewhere',
      '  `ConnectorConfiguration.iceberg.catalog.warehouse` changes',
      '  its offsets stay: there it begins where it is, and what it wrote so far is in the old tables only',
      '  give the pipeline another name, and it begins anew',
    ]);
  });

  test('that are left out can come back', () => {
    const captures = { 'topic.prefix': 'p', 'table.include.list': 's\\.T' };
    const lines = reviewStack(
      { C: connector({ ConnectorConfiguration: captures }), T: topic('p.s.T') },
      { T: topic('p.s.T') },
    );
    expect(lines).toEqual([
      'Deployments: note connector `cdc` is left out: nothing it did is done any more',
      expect.stringContaining('goes on where it stopped'),
      'Removed: note connector `cdc`',
    ]);
  });

  test('begin anew under another name', () => {
    const lines = reviewStack({ C: connector() }, { C: connector({ ConnectorName: 'cdc2' }) });
    expect(lines).toContain('Deployments: attention connector `cdc2` is REPLACED under another name');
  });

  test('are refused what one call of the service does not take', () => {
    const [line] = reviewStack(
      { C: connector({ Capacity: 1, ConnectorConfiguration: { a: '1' } }) },
      { C: connector({ Capacity: 2, ConnectorConfiguration: { a: '2' } }) },
    );
    expect(line).toMatch(/^Deployments: attention connector `cdc` cannot be deployed: .*UpdateConnector takes one/);
  });
});

describe('rights and rules', () => {
  test('come first, and tell only what differs', () => {
    const write = allow('s3:PutObject', 'b');
    expect(
      reviewStack(
        { R: role([allow('s3:GetObject', 'a', 'b')]) },
        { R: role([allow('s3:GetObject', 'a', 'c'), write]), T: topic('t') },
      ),
    ).toEqual([
      'Rights: note ~ `reader` may `s3:GetObject` on …',
      '  from now on: `c`',
      '  no more: `b`',
      'Rights: note + `reader` may `s3:PutObject` on `b`',
      'Added: note AWS::MSK::Topic: `t`',
    ]);
  });

  test('say nothing of a statement that names another content', () => {
    const read = (hash: string): RawResource => role([allow('s3:GetObject', `assets/${hash}.zip`)]);
    expect(reviewStack({ R: read('a'.repeat(63).concat('1')) }, { R: read('b'.repeat(63).concat('2')) })).toEqual([]);
  });

  test('of security groups are spelled with peer and port', () => {
    const rule: RawResource = {
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: {
        GroupId: { 'Fn::GetAtt': ['G', 'GroupId'] },
        IpProtocol: 'tcp',
        FromPort: 9098,
        ToPort: 9098,
        CidrIp: '0.0.0.0/0',
      },
    };
    const group: RawResource = { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'g' } };
    expect(reviewStack({ G: group }, { G: group, I: rule })).toEqual([
      'Security groups: note + `${G}` in TCP 9098 from `Everyone (IPv4)`',
    ]);
  });
});

describe('stacks and environments', () => {
  const stack = (name: string): RawStacks => ({ [name]: { Resources: { T: topic('t'), U: topic('u') } } });
  const reviewed = (before: Record<string, RawStacks>, after: Record<string, RawStacks>) =>
    spell(reviewApps(appOf(before), appOf(after)).environments);

  test('that are renamed are a removal and an addition, and data moves with neither', () => {
    const lines = reviewed({ dev: stack('old') }, { dev: stack('new') });
    expect(lines).toContain('Stacks: attention - stack `old` is in the app no more, with 2 resources');
    expect(lines).toContain('  its deletion would decide about topic `t`, topic `u`');
    expect(lines).toContain(
      '  it looks like `old` under another name: data moves with neither, and its names are taken',
    );
    expect(lines.filter((line) => line.includes('cannot be deployed'))).toHaveLength(2);
  });

  test('a resource that moves is one that goes and an empty one', () => {
    const lines = reviewed(
      { dev: { a: { Resources: { T: topic('t') } }, b: { Resources: {} } } },
      { dev: { a: { Resources: {} }, b: { Resources: { T: topic('t') } } } },
    );
    expect(lines.slice(0, 3)).toEqual([
      'Data: destroys topic `t` is removed',
      '  gone for good: its events',
      '  what b adds of the same name begins empty: data moves with neither',
    ]);
  });

  test('an environment that goes needs attention, one that comes does not', () => {
    const [dev, prod] = [stack('dev-S'), stack('prod-S')];
    expect(severityOf(reviewApps(appOf({ dev, prod }), appOf({ dev })).environments)).toBe('attention');
    expect(reviewed({ dev }, { dev, prod })).toEqual([
      'Stacks: note the environment is new',
      '  one that was renamed is another one: data moves with neither',
      'Stacks: note + stack `prod-S` is new, with 2 resources',
    ]);
  });

  test('the same app has no findings', () => {
    const app = appOf({ dev: stack('S') });
    expect(reviewed({ dev: stack('S') }, { dev: stack('S') })).toEqual([]);
    expect(compareApps(app, app)[0]?.refusals).toEqual([]);
  });
});

test('a stack whose template says the same keeps what another one replaced', () => {
  const stacks = (path: string): RawStacks => ({
    a: {
      Resources: { R: { Type: 'AWS::IAM::Role', Properties: { Path: path } } },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': ['R', 'Arn'] } } },
    },
    b: {
      Resources: {
        J: {
          Type: 'AWS::Glue::Job',
          Properties: { Role: { 'Fn::GetStackOutput': { StackName: 'a', OutputName: 'Arn' } } },
        },
      },
    },
  });
  const lines = spell(reviewApps(appOf({ dev: stacks('/a/') }), appOf({ dev: stacks('/b/') })).environments);
  expect(lines).toEqual([
    'Stacks: attention stack `b` keeps old values',
    expect.stringContaining(
      'what J refers to is replaced, and its own template says the same: deploy it with `--force`',
    ),
    'REPLACED: note role `R`: because of `Path` `/a/` → `/b/`',
  ]);
});

describe('captured tables', () => {
  const captures = (...tables: string[]): RawResource =>
    connector({
      ConnectorConfiguration: {
        'topic.prefix': 'p',
        'table.include.list': tables.map((table) => `(?-i)s\\.${table}`).join(),
      },
    });
  const findings = (before: Record<string, RawResource>, after: Record<string, RawResource>): string[] => {
    const lines = reviewStack(before, after);
    const from = lines.findIndex((line) => line.startsWith('Captured tables'));
    return lines.slice(
      from,
      lines.findIndex((line) => line.startsWith('Changed in place')),
    );
  };

  test('whose topic stays by its policy can be taken back only around it', () => {
    const kept: RawResource = { ...topic('p.s.B'), DeletionPolicy: 'RetainExceptOnCreate' };
    expect(findings({ C: captures('A', 'B'), T: kept }, { C: captures('A') })).toEqual([
      'Captured tables: note table `s.B` is captured no more by connector `cdc`',
      '  topic `p.s.B`: stays with its events, left behind, and no longer managed by this app',
      expect.stringMatching(/^ {2}taken back later, the deployment meets the topic \(AlreadyExists\)/),
      expect.stringContaining('only changes from then on arrive'),
    ]);
  });

  test('whose topic the app still makes lose nothing', () => {
    expect(findings({ C: captures('A', 'B'), T: topic('p.s.B') }, { C: captures('A'), T: topic('p.s.B') })[1]).toBe(
      '  topic `p.s.B`: stays as it is',
    );
  });

  test('that are new on a connector that runs begin with what changes from then on', () => {
    expect(findings({ C: captures('A') }, { C: captures('A', 'B'), T: topic('p.s.B') })).toEqual([
      'Captured tables: note table `s.B` is captured from now on by connector `cdc`',
      '  rows that it has already are not read, only changes from then on (docs/limits.md)',
    ]);
  });
});
