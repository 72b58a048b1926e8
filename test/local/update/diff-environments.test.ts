import { diffEnvironments } from '../../../local/update/diff-environments';
import type { StackChange } from '../../../local/update/resource-change';
import { initialState, type RunningState, withApplied, withStack } from '../../../local/update/running-state';
import { environmentOf, type RawResource, type RawTemplate } from '../../support/local-templates';

type Resources = Record<string, RawResource>;

const arn = (id: string): unknown => ({ 'Fn::GetAtt': [id, 'Arn'] });
const output = (stack: string): unknown => ({ 'Fn::GetStackOutput': { StackName: stack, OutputName: 'Out' } });
const role = (path: string): RawResource => ({ Type: 'AWS::IAM::Role', Properties: { Path: path } });
const bucket = (name: string): RawResource => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName: name } });
const connector = (properties: Record<string, unknown>): RawResource => ({
  Type: 'AWS::KafkaConnect::Connector',
  Properties: { ConnectorName: 'c', ...properties },
});
const reader = (value: unknown): RawResource => ({ Type: 'AWS::Glue::Job', Properties: { Name: 'j', Role: value } });

function diff(before: Record<string, RawTemplate>, after: Record<string, RawTemplate>, force = false): StackChange[] {
  return diffEnvironments(initialState(environmentOf(before)), environmentOf(after), force);
}

/** `<action> <logical id> <differing paths>`, in order. */
function spell(stacks: readonly StackChange[]): string[] {
  return stacks.flatMap(({ changes }) =>
    changes.map(({ action, logicalId, properties }) =>
      [action, logicalId, ...properties.flatMap(({ paths }) => paths)].join(' '),
    ),
  );
}

describe('one stack', () => {
  test.each<[string, Resources, Resources, string[]]>([
    ['nothing', { A: bucket('a') }, { A: bucket('a') }, []],
    [
      'an option in place',
      { C: connector({ ConnectorConfiguration: { a: '1', b: '2' } }) },
      { C: connector({ ConnectorConfiguration: { a: '1', b: '3' } }) },
      ['update C ConnectorConfiguration.b'],
    ],
    [
      'tags and capacity in place',
      { C: connector({ Capacity: { n: 1 } }) },
      { C: connector({ Capacity: { n: 2 }, Tags: [] }) },
      ['update C Capacity.n Tags'],
    ],
    [
      'whatever else of a connector replaces it',
      { C: connector({ KafkaConnectVersion: '2.7.1' }) },
      { C: connector({ KafkaConnectVersion: '3.7.x' }) },
      ['replace C KafkaConnectVersion'],
    ],
    ['a name', { A: bucket('a') }, { A: bucket('b') }, ['replace A BucketName']],
    ['creations before deletions', { A: bucket('a') }, { B: bucket('b') }, ['create B', 'delete A']],
    [
      'what is kept by its policy',
      { A: { ...bucket('a'), DeletionPolicy: 'Retain' }, B: { ...bucket('b'), DeletionPolicy: 'Snapshot' } },
      {},
      ['abandon A', 'delete B'],
    ],
    [
      'a replacement reaches what refers to it, in place or not',
      {
        R: role('/a/'),
        C: connector({ ServiceExecutionRoleArn: arn('R') }),
        J: reader(arn('R')),
        Other: reader('fixed'),
      },
      {
        R: role('/b/'),
        C: connector({ ServiceExecutionRoleArn: arn('R') }),
        J: reader(arn('R')),
        Other: reader('fixed'),
      },
      ['replace R Path', 'replace C ServiceExecutionRoleArn', 'update J Role'],
    ],
    [
      'a replacement reaches on through what it replaces',
      { R: role('/a/'), C: connector({ ServiceExecutionRoleArn: arn('R') }), J: reader({ Ref: 'C' }) },
      { R: role('/b/'), C: connector({ ServiceExecutionRoleArn: arn('R') }), J: reader({ Ref: 'C' }) },
      ['replace R Path', 'replace C ServiceExecutionRoleArn', 'update J Role'],
    ],
    [
      'a replacement reaches into a text',
      { A: bucket('a'), J: reader({ 'Fn::Sub': 's3://${A}/x' }) },
      { A: bucket('b'), J: reader({ 'Fn::Sub': 's3://${A}/x' }) },
      ['replace A BucketName', 'update J Role'],
    ],
    [
      'a change in place leaves what refers to it alone',
      { R: { Type: 'AWS::IAM::Role', Properties: { Description: 'a' } }, J: reader(arn('R')) },
      { R: { Type: 'AWS::IAM::Role', Properties: { Description: 'b' } }, J: reader(arn('R')) },
      ['update R Description'],
    ],
    [
      'a change in place that moves an attribute',
      {
        M: { Type: 'AWS::MSK::Configuration', Properties: { Name: 'm', ServerProperties: 'a' } },
        K: { Type: 'AWS::MSK::Cluster', Properties: { Revision: { 'Fn::GetAtt': ['M', 'LatestRevision.Revision'] } } },
        J: reader(arn('M')),
      },
      {
        M: { Type: 'AWS::MSK::Configuration', Properties: { Name: 'm', ServerProperties: 'b' } },
        K: { Type: 'AWS::MSK::Cluster', Properties: { Revision: { 'Fn::GetAtt': ['M', 'LatestRevision.Revision'] } } },
        J: reader(arn('M')),
      },
      ['update M ServerProperties', 'update K Revision'],
    ],
    [
      'by dependencies, and back for what goes',
      { X: bucket('x'), Y: { ...bucket('y'), DependsOn: ['X'] } },
      { B: { ...reader({ Ref: 'A' }) }, A: bucket('a') },
      ['create A', 'create B', 'delete Y', 'delete X'],
    ],
    ['another type', { A: bucket('a') }, { A: role('/a/') }, ['replace A BucketName Path']],
  ])('%s', (_, before, after, expected) => {
    const stacks = diff({ S: { Resources: before } }, { S: { Resources: after } });
    expect(spell(stacks)).toEqual(expected);
    expect(stacks[0]?.kind).toBe(expected.length === 0 ? 'unchanged' : 'update');
  });

  test('says which replaced resources a property refers to', () => {
    const [stack] = diff(
      { S: { Resources: { R: role('/a/'), C: connector({ ServiceExecutionRoleArn: arn('R') }) } } },
      { S: { Resources: { R: role('/b/'), C: connector({ ServiceExecutionRoleArn: arn('R') }) } } },
    );
    expect(stack?.changes[1]).toMatchObject({
      properties: [{ replacedReferences: ['R'], replacing: ['ServiceExecutionRoleArn'] }],
    });
  });
});

describe('several stacks', () => {
  const producer = (name: string): RawTemplate => ({
    Resources: { A: bucket(name) },
    Outputs: { Out: { Value: { Ref: 'A' } } },
  });
  const consumer = (extra: Record<string, unknown> = {}): RawTemplate => ({
    Resources: { J: { Type: 'AWS::Glue::Job', Properties: { Name: 'j', Bucket: output('P'), ...extra } } },
  });

  test('a stack whose template is the same keeps its old values, and says so', () => {
    const [, stack] = diff({ P: producer('a'), C: consumer() }, { P: producer('b'), C: consumer() });
    expect(stack).toEqual({ stackName: 'C', kind: 'unchanged', changes: [], stale: ['J'] });
  });

  test('with force it takes the new ones', () => {
    const stacks = diff({ P: producer('a'), C: consumer() }, { P: producer('b'), C: consumer() }, true);
    expect(spell(stacks)).toEqual(['replace A BucketName', 'update J Bucket']);
  });

  test('a stack that changes anyway takes the new values', () => {
    const stacks = diff({ P: producer('a'), C: consumer() }, { P: producer('b'), C: consumer({ Timeout: 1 }) });
    expect(spell(stacks)).toEqual(['replace A BucketName', 'update J Bucket Timeout']);
  });

  test('an old value that was kept is still known to be old', () => {
    const next = environmentOf({ P: producer('b'), C: consumer() });
    const skipped = carryOut(initialState(environmentOf({ P: producer('a'), C: consumer() })), next);
    expect(spell(diffEnvironments(skipped, environmentOf({ P: producer('b'), C: consumer({ T: 1 }) }), false))).toEqual(
      ['update J Bucket T'],
    );
  });

  test('an output that leads elsewhere is another value', () => {
    const moved: RawTemplate = { Resources: { B: bucket('b') }, Outputs: { Out: { Value: { Ref: 'B' } } } };
    const stacks = diff({ P: producer('a'), C: consumer() }, { P: moved, C: consumer({ Timeout: 1 }) });
    expect(spell(stacks)).toEqual(['create B', 'delete A', 'update J Bucket Timeout']);
  });

  test('a new stack is created, one that the app does not have any more is left', () => {
    const stacks = diff({ Old: producer('a') }, { New: producer('n') });
    expect(stacks.map(({ stackName, kind }) => [stackName, kind])).toEqual([
      ['New', 'create'],
      ['Old', 'left'],
    ]);
    expect(spell(stacks)).toEqual(['create A']);
  });
});

describe('after an update', () => {
  const stacks = (path: string): Record<string, RawTemplate> => ({
    S: { Resources: { R: role(path), C: connector({ ServiceExecutionRoleArn: arn('R') }) } },
  });

  test('the same app again changes nothing', () => {
    const next = environmentOf(stacks('/b/'));
    const state = carryOut(initialState(environmentOf(stacks('/a/'))), next);
    expect(spell(diffEnvironments(state, environmentOf(stacks('/b/')), true))).toEqual([]);
  });

  test('one that stopped in the middle goes on where it stopped', () => {
    const next = environmentOf(stacks('/b/'));
    const state = initialState(environmentOf(stacks('/a/')));
    const [first] = diffEnvironments(state, next, false).flatMap(({ changes }) => changes);
    if (first === undefined) throw new Error('nothing to do');
    const stopped = withApplied(state, first, next);
    // Both templates say the same of the connector now, but it was made with the role that is no more.
    expect(spell(diffEnvironments(stopped, next, false))).toEqual(['replace C ServiceExecutionRoleArn']);
  });

  test('what was deleted and comes back is another one', () => {
    const full = stacks('/a/');
    const none = environmentOf({ S: { Resources: { J: reader(arn('R')) } } });
    const withReader = { S: { Resources: { ...full.S?.Resources, J: reader(arn('R')) } } };
    const gone = carryOut(initialState(environmentOf(withReader)), none);
    expect(spell(diffEnvironments(gone, environmentOf(withReader), false))).toEqual([
      'create R',
      'create C',
      'update J Role',
    ]);
  });
});

/** The books as they are once everything that a diff says is done. */
function carryOut(state: RunningState, next: ReturnType<typeof environmentOf>): RunningState {
  let result = state;
  for (const { changes } of diffEnvironments(state, next, false)) {
    for (const change of changes) result = withApplied(result, change, next);
  }
  for (const stack of next.stacks) result = withStack(result, stack);
  return result;
}
