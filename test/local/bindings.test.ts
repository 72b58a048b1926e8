import { BoundValues, requireNoUnusedBinding } from '../../local/bindings';
import { LocalValues } from '../../local/local-values';
import { environmentOf, resourceOf } from '../support/local-templates';

const bindings = { 'AWS::S3::Bucket.Ref': () => 'bucket', 'AWS::RDS::DBInstance.Endpoint.Port': () => '3306' };

const templates = environmentOf({
  Lake: {
    Resources: {
      Bucket: { Type: 'AWS::S3::Bucket' },
      User: { Type: 'X', Properties: { P: { 'Fn::Sub': 's3://${Bucket}' } } },
    },
  },
  Source: {
    Resources: { Db: { Type: 'AWS::RDS::DBInstance' } },
    Outputs: { Port: { Value: { 'Fn::GetAtt': ['Db', 'Endpoint.Port'] } } },
  },
});

test('leads a reference to its binding and remembers it', () => {
  const bound = new BoundValues(new LocalValues(), bindings);
  expect(bound.attribute(resourceOf(templates, 'Bucket'), 'Ref')).toBe('bucket');
  expect(bound.usedBindings()).toEqual(['AWS::S3::Bucket.Ref']);
});

test('fails for a reference without a binding', () => {
  const bound = new BoundValues(new LocalValues(), bindings);
  expect(() => bound.attribute(resourceOf(templates, 'Bucket'), 'Arn')).toThrow(
    'local/bindings.ts has no entry AWS::S3::Bucket.Arn',
  );
});

test('accepts bindings that some environment refers to, in properties or outputs', () => {
  expect(() => requireNoUnusedBinding([environmentOf({}), templates], bindings)).not.toThrow();
});

test('fails for a binding that no template refers to', () => {
  expect(() => requireNoUnusedBinding([templates], { ...bindings, 'AWS::SQS::Queue.Ref': () => '' })).toThrow(
    'local/bindings.ts has entries that no template refers to: AWS::SQS::Queue.Ref',
  );
});
