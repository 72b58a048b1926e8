import { ENVIRONMENTS } from '../../../lib/config/environments';
import { assembly, masked, synthesize, type Template } from '../../support/platform';

/** Whatever the product is configured to be: this suite alone looks at it. */
describe.each(ENVIRONMENTS.map((config) => [config.name, config] as const))('%s', (_name, config) => {
  const stacks = synthesize(config);

  test.each(stacks.map((stack) => [stack.stackName, stack] as const))('%s', (_stackName, stack) => {
    expect(masked(stack.template)).toMatchSnapshot();
  });

  test('a second synth is the same to the byte', () => {
    expect(JSON.stringify(synthesize(config).map((stack) => stack.template))).toBe(
      JSON.stringify(stacks.map((stack) => stack.template)),
    );
  });

  test.each(['with', 'without'])('nothing is looked up %s an account', (known) => {
    const account = known === 'with' ? '123456789012' : undefined;
    expect(assembly({ ...config, account }).manifest.missing ?? []).toEqual([]);
  });

  test('what holds data keeps its logical id', () => {
    const stateful =
      /^AWS::(RDS::DB(Cluster|Instance)|MSK::Cluster|S3::Bucket|MSK::Topic|SecretsManager::Secret|Glue::(Database|Table)|DynamoDB::Table|RedshiftServerless::Namespace)$/;
    const ids = stacks.flatMap((stack) =>
      Object.entries((stack.template as Template).Resources)
        .filter(([, resource]) => stateful.test(resource.Type))
        .map(([id, resource]) => `${resource.Type} ${id}`),
    );
    expect(ids.sort()).toMatchSnapshot();
  });

  test('nothing is exported, so nothing is locked', () => {
    expect(JSON.stringify(stacks.map((stack) => stack.template))).not.toMatch(/"Export"|Fn::ImportValue/);
  });
});
