import type { EnvironmentTemplates } from '../../../local/assembly/environment-templates';
import { TemplateResolver } from '../../../local/assembly/template-resolver';
import { readChecks } from '../../../local/model/read-checks';
import { environmentOf, type RawTemplate } from '../../support/local-templates';

const source: RawTemplate = {
  Resources: {
    Db: { Type: 'AWS::RDS::DBInstance' },
    Role: { Type: 'AWS::IAM::Role' },
    Handler: {
      Type: 'AWS::Lambda::Function',
      Properties: { Code: { S3Key: 'h.zip' }, Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
    },
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

const resolverOf = (templates: EnvironmentTemplates): TemplateResolver =>
  new TemplateResolver(templates, { attribute: () => '127.0.0.1', secretString: () => '{}' });

test('every schedule with the function that it calls, its role, and what it hands over', () => {
  const templates = environmentOf({ Source: source, Lake: { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } } });
  const resolver = resolverOf(templates);
  expect(
    readChecks(templates, resolver).map(({ resource, handler, codeDirectory, role }) => [
      resource.logicalId,
      handler.logicalId,
      codeDirectory,
      role,
      resolver.text(resource, 'Target.Input'),
    ]),
  ).toEqual([['Schedule', 'Handler', '/cdk.out/asset.h', 'Source-Role', '{"Hostname":"127.0.0.1"}']]);
});

describe('fails', () => {
  const read = (Source: RawTemplate): unknown => {
    const templates = environmentOf({ Source });
    return readChecks(templates, resolverOf(templates));
  };

  test('for a schedule of anything but a function', () => {
    const Schedule = { Type: 'AWS::Scheduler::Schedule', Properties: { Target: { Arn: { Ref: 'Db' } } } };
    expect(() => read({ ...source, Resources: { ...source.Resources, Schedule } })).toThrow(
      'must refer to a resource of type AWS::Lambda::Function',
    );
  });

  test('for a function whose code is no asset of the app', () => {
    expect(() => read({ ...source, assets: [] })).toThrow('got object key: "h.zip"');
  });
});
