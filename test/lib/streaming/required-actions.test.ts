import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { withRequiredActions } from '../../../lib/streaming/required-actions';

function granted(...actions: string[]): PolicyStatement[] {
  return [new PolicyStatement({ actions: actions.map((action) => `kafka-cluster:${action}`), resources: ['*'] })];
}

test('what holds all that its actions require is passed on', () => {
  const statements = granted('Connect', 'DescribeTopic', 'DescribeGroup', 'AlterGroup', 'ReadData');
  expect(withRequiredActions(statements)).toBe(statements);
});

describe('fails', () => {
  test.each([
    ['reading without a group', ['Connect', 'DescribeTopic', 'ReadData'], 'ReadData requires, got none of: AlterGroup'],
    ['writing blindly', ['Connect', 'WriteData'], 'WriteData requires, got none of: DescribeTopic'],
    ['a group that cannot be seen', ['Connect', 'AlterGroup'], 'AlterGroup requires, got none of: DescribeGroup'],
    [
      'a transaction that writes nothing',
      ['Connect', 'DescribeTransactionalId', 'AlterTransactionalId'],
      'AlterTransactionalId requires, got none of: WriteData',
    ],
    ['no session', ['DescribeTopic'], 'DescribeTopic requires, got none of: Connect'],
    ['a misspelt action', ['Conect'], '`actions` must be known ones, got: Conect'],
  ])('on %s', (_what, actions, message) => {
    expect(() => withRequiredActions(granted(...actions))).toThrow(message);
  });
});
