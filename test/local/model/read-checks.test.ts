import { TemplateResolver } from '../../../local/assembly/template-resolver';
import { readChecks } from '../../../local/model/read-checks';
import { environmentOf, type RawTemplate } from '../../support/local-templates';

const source: RawTemplate = {
  Resources: {
    Db: { Type: 'AWS::RDS::DBInstance' },
    Handler: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Key: 'h.zip' } } },
    Schedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        Target: {
          Arn: { 'Fn::GetAtt': ['Handler', 'Arn'] },
          Input: { 'Fn::Join': ['', ['{"Hostname":"', { 'Fn::GetAtt': ['Db', 'Endpoint.Address'] }, '"}']] },
        },
      },
    },
  },
  assets: [{ objectKey: 'h.zip', path: '/cdk.out/asset.h', packaging: 'zip' }],
};

test('every schedule with the function that it calls, and what it hands over', () => {
  const templates = environmentOf({ Source: source, Lake: { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } } });
  const resolver = new TemplateResolver(templates, { attribute: () => '127.0.0.1', secretString: () => '{}' });
  expect(
    readChecks(templates).map(({ resource, handler, codeDirectory }) => [
      resource.logicalId,
      handler.logicalId,
      codeDirectory,
      resolver.text(resource, 'Target.Input'),
    ]),
  ).toEqual([['Schedule', 'Handler', '/cdk.out/asset.h', '{"Hostname":"127.0.0.1"}']]);
});

describe('fails', () => {
  test('for a schedule of anything but a function', () => {
    const Schedule = { Type: 'AWS::Scheduler::Schedule', Properties: { Target: { Arn: { Ref: 'Db' } } } };
    const other = { ...source, Resources: { ...source.Resources, Schedule } };
    expect(() => readChecks(environmentOf({ Source: other }))).toThrow(
      'must refer to a resource of type AWS::Lambda::Function',
    );
  });

  test('for a function whose code is no asset of the app', () => {
    expect(() => readChecks(environmentOf({ Source: { ...source, assets: [] } }))).toThrow('got object key: "h.zip"');
  });
});
