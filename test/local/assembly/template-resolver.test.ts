import { TemplateResolver } from '../../../local/assembly/template-resolver';
import type { ValueSource } from '../../../local/assembly/value-source';
import { causeChain } from '../../../local/local-run-error';
import { environmentOf, type RawTemplate, resourceOf } from '../../support/local-templates';

const source: ValueSource = {
  attribute: (resource, attribute) => {
    if (resource.type === 'Unbound') throw new Error('no entry Unbound.Ref');
    return `${resource.logicalId}.${attribute}`;
  },
  secretString: (id) => {
    if (id !== 'arn:aws:secretsmanager:us-east-1:1:secret:Db-abc') throw new Error('no such secret');
    return JSON.stringify({ username: 'admin', password: 'p' });
  },
};

/** Resolves one value as property `Value` of a resource in stack `App`. */
function resolve(value: unknown, app: RawTemplate = {}, others: Record<string, RawTemplate> = {}): unknown {
  const templates = environmentOf({
    App: {
      ...app,
      Resources: {
        Target: { Type: 'Target' },
        Missing: { Type: 'Unbound' },
        Subject: { Type: 'Subject', Properties: { Value: value } },
        ...app.Resources,
      },
    },
    ...others,
  });
  return new TemplateResolver(templates, source).property(resourceOf(templates, 'Subject'), 'Value');
}

describe('resolves', () => {
  test.each([
    ['a plain value', 'x', 'x'],
    ['a number', 3, 3],
    ['Ref', { Ref: 'Target' }, 'Target.Ref'],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Target', 'Endpoint.Address'] }, 'Target.Endpoint.Address'],
    ['Fn::GetAtt in its short form', { 'Fn::GetAtt': 'Target.Endpoint.Address' }, 'Target.Endpoint.Address'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Target' }, 1]] }, 'a-Target.Ref-1'],
    ['Fn::Select of Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': ['.', { Ref: 'Target' }] }] }, 'Ref'],
    [
      'Fn::Sub',
      { 'Fn::Sub': '${Target}/${Target.Arn}/${AWS::Region}/${!Literal}' },
      'Target.Ref/Target.Arn/us-east-1/${Literal}',
    ],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${a}-${AWS::Partition}', { a: { Ref: 'Target' } }] }, 'Target.Ref-aws'],
    ['Fn::Base64', { 'Fn::Base64': { 'Fn::Join': ['', ['a', 'b']] } }, 'YWI='],
    [
      'pseudo parameters',
      [{ Ref: 'AWS::AccountId' }, { Ref: 'AWS::StackName' }, { Ref: 'AWS::URLSuffix' }],
      ['000000000000', 'App', 'amazonaws.com'],
    ],
    ['AWS::NoValue', { a: 1, b: { Ref: 'AWS::NoValue' }, c: [{ Ref: 'AWS::NoValue' }, 2] }, { a: 1, c: [2] }],
    [
      'a secret',
      '{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:1:secret:Db-abc:SecretString:username::}}',
      'admin',
    ],
    ['a config provider reference, untouched', '${secretsmanager:name:password}', '${secretsmanager:name:password}'],
  ])('%s', (_, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  test('a dynamic reference that a join makes', () => {
    const arn = 'arn:aws:secretsmanager:us-east-1:1:secret:Db-abc';
    const value = { 'Fn::Join': ['', ['{{resolve:secretsmanager:', arn, ':SecretString:password::}}']] };
    expect(resolve(value)).toBe('p');
  });

  test('Fn::FindInMap and parameters with defaults', () => {
    const app = {
      Mappings: { Sizes: { small: { class: 't4g' } } },
      Parameters: { Size: { Type: 'String', Default: 'small' } },
    };
    expect(resolve({ 'Fn::FindInMap': ['Sizes', { Ref: 'Size' }, 'class'] }, app)).toBe('t4g');
  });

  test('Fn::ImportValue and Fn::GetStackOutput, through as many stacks as it takes', () => {
    const others: Record<string, RawTemplate> = {
      Base: { Resources: { Bucket: { Type: 'Bucket' } }, Outputs: { Name: { Value: { Ref: 'Bucket' } } } },
      Middle: {
        Outputs: {
          Again: {
            Value: { 'Fn::GetStackOutput': { StackName: 'Base', Region: 'us-east-1', OutputName: 'Name' } },
            Export: { Name: 'Middle:Again' },
          },
        },
      },
    };
    expect(resolve({ 'Fn::ImportValue': 'Middle:Again' }, {}, others)).toBe('Bucket.Ref');
  });

  test('SSM parameters, by dynamic reference and by typed parameter', () => {
    const others: Record<string, RawTemplate> = {
      Base: {
        Resources: {
          Parameter: {
            Type: 'AWS::SSM::Parameter',
            Properties: { Name: '/brokers', Value: { 'Fn::Join': [':', ['h', '1']] } },
          },
        },
      },
    };
    expect(resolve('{{resolve:ssm:/brokers}}', {}, others)).toBe('h:1');
    const app = { Parameters: { Brokers: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/brokers' } } };
    expect(resolve({ Ref: 'Brokers' }, app, others)).toBe('h:1');
  });

  test('nothing that is not asked for', () => {
    const templates = environmentOf({
      App: { Resources: { Subject: { Type: 'Subject', Properties: { Good: 'x', Bad: { 'Fn::GetAZs': '' } } } } },
    });
    const resolver = new TemplateResolver(templates, source);
    expect(resolver.text(resourceOf(templates, 'Subject'), 'Good')).toBe('x');
    expect(resolver.property(resourceOf(templates, 'Subject'), 'Absent.Deeper')).toBeUndefined();
  });
});

describe('fails, naming stack, logical id and property, for', () => {
  test.each([
    ['a missing resource', { Ref: 'Nobody' }, 'refers to Nobody, which App does not have'],
    ['an unbound reference', { a: { Ref: 'Missing' } }, 'Unbound.Ref of Missing has no local value'],
    ['an unknown function', { 'Fn::GetAZs': '' }, 'Fn::GetAZs is not supported'],
    ['a missing export', { 'Fn::ImportValue': 'x' }, 'no stack of the environment gives "x"'],
    [
      'a missing output',
      { 'Fn::GetStackOutput': { StackName: 'A', OutputName: 'B' } },
      'no stack of the environment gives',
    ],
    ['an index outside of its list', { 'Fn::Select': [2, ['a']] }, 'finds no item 2'],
    [
      'a secret key that is not there',
      '{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:1:secret:Db-abc:SecretString:no::}}',
      'has no key no',
    ],
    ['an unknown secret', '{{resolve:secretsmanager:x:SecretString:a::}}', 'secret x has no local value'],
    ['an unsupported dynamic reference', '{{resolve:ssm-secure:x}}', 'dynamic reference is not supported'],
    ['a list where a text is needed', { 'Fn::Join': ['', [['a']]] }, 'must be a plain value'],
  ])('%s', (_, value, reason) => {
    expect(() => resolve(value)).toThrow(`App/Subject.Properties.Value`);
    expect(() => resolve(value)).toThrow(reason);
  });

  test('the reason of an unbound reference is its cause', () => {
    try {
      resolve({ Ref: 'Missing' });
    } catch (error) {
      expect(causeChain(error)).toEqual([
        'App/Subject.Properties.Value: Unbound.Ref of Missing has no local value',
        'no entry Unbound.Ref',
      ]);
    }
    expect.assertions(1);
  });
});
