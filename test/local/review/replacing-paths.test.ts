import type { RawResource } from '../../support/local-templates';
import { reviewStack } from '../../support/review';

describe('what replaces', () => {
  const table = (input: Record<string, unknown>): RawResource => ({
    Type: 'AWS::Glue::Table',
    Properties: { DatabaseName: 'd', TableInput: input },
  });

  test('within a property is named by itself, and what changes beside it is told beside it', () => {
    expect(
      reviewStack(
        { T: table({ Name: 'a', Owner: 'x', TableType: 't' }) },
        { T: table({ Name: 'b', Owner: 'y', TableType: 't' }) },
      ),
    ).toEqual([
      'Data: note catalog table `a` is REPLACED because of TableInput.Name',
      '  only the entry goes: the files of the table stay in their bucket',
      'REPLACED: note catalog table `b`: because of `TableInput.Name` `a` → `b`',
      '  besides, `TableInput.Owner` `x` → `y`',
    ]);
  });

  test('is not what changes beside it', () => {
    expect(reviewStack({ T: table({ Name: 'a', Owner: 'x' }) }, { T: table({ Name: 'a', Owner: 'y' }) })).toEqual([
      'Changed in place: note catalog table `a`: `TableInput.Owner` `x` → `y`',
    ]);
  });

  test('by the decision of a service is said to be possible', () => {
    const host = (type: string): RawResource => ({ Type: 'AWS::EC2::Instance', Properties: { InstanceType: type } });
    expect(reviewStack({ H: host('t3.micro') }, { H: host('t4g.micro') })).toEqual([
      'Changed in place: note host `H`: `InstanceType` `t3.micro` → `t4g.micro`',
      '  its replacement is possible: whether `InstanceType` can change in place, its service decides',
    ]);
  });

  test('is what the CDK says of a type without schema here', () => {
    const group = (name: string): RawResource => ({ Type: 'AWS::EKS::Nodegroup', Properties: { NodegroupName: name } });
    expect(reviewStack({ C: group('a') }, { C: group('b') })).toEqual([
      'REPLACED: note AWS::EKS::Nodegroup `C`: because of `NodegroupName` `a` → `b`',
      '  so `cdk diff` says; what refers to it may be replaced, too',
    ]);
  });
});
