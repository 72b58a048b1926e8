import { ENVIRONMENTS } from '../../../lib/config/environments';
import { PlatformStage } from '../../../lib/platform-stage';
import { findReferences } from '../../../local/assembly/find-references';
import { loadAssembly } from '../../../local/assembly/load-assembly';
import { bindingsOf } from '../../../local/kinds/kind';
import { KINDS } from '../../../local/kinds/kinds';
import { BoundValues } from '../../../local/session/bound-values';
import { LocalValues } from '../../../local/session/local-values';
import { environmentOf, resourceOf } from '../../support/local-templates';
import { testApp } from '../../support/test-app';

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
    'a reference must have a binding in the kind of its resource, got: AWS::S3::Bucket.Arn',
  );
});

test('the templates of the reference refer to every binding', () => {
  const app = testApp();
  for (const environment of ENVIRONMENTS) new PlatformStage(app, environment);
  const referred = [...loadAssembly(app.synth().directory).values()].flatMap((environment) =>
    environment.stacks.flatMap((stack) => {
      const values = [[...stack.resources.values()].map(({ properties }) => properties), stack.outputs];
      return findReferences(environment, stack, values).map(
        ({ resource, attribute }) => `${resource.type}.${attribute}`,
      );
    }),
  );
  expect(Object.keys(bindingsOf(KINDS)).filter((key) => !referred.includes(key))).toEqual([]);
});
