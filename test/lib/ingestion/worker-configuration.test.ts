import { Template } from 'aws-cdk-lib/assertions';
import { WorkerConfiguration, type WorkerConfigurationProps } from '../../../lib/ingestion/worker-configuration';
import { testStack } from '../../support/test-app';

const PROPERTIES = { 'key.converter': 'K', 'value.converter': 'V' };

function rendered(props: Partial<WorkerConfigurationProps> = {}) {
  const stack = testStack();
  const configuration = new WorkerConfiguration(stack, 'Worker', {
    properties: PROPERTIES,
    namePrefix: 'orders',
    ...props,
  });
  const [logicalId, resource] =
    Object.entries(Template.fromStack(stack).findResources('AWS::KafkaConnect::WorkerConfiguration'))[0] ?? [];
  return { stack, configuration, logicalId, properties: resource?.['Properties'] };
}

test('defaults: the content in base64, under a name that carries its hash', () => {
  const { configuration, properties } = rendered();
  expect(properties).toEqual({
    Name: 'orders-657dfc34914e',
    PropertiesFileContent: Buffer.from('key.converter=K\nvalue.converter=V\n').toString('base64'),
  });
  expect(configuration.workerConfigurationName).toBe(properties.Name);
});

test('defaults: attributes refer to the resource', () => {
  const { stack, configuration, logicalId } = rendered();
  expect(stack.resolve([configuration.workerConfigurationArn, configuration.workerConfigurationRevision])).toEqual([
    { 'Fn::GetAtt': [logicalId, 'WorkerConfigurationArn'] },
    { 'Fn::GetAtt': [logicalId, 'Revision'] },
  ]);
});

test('options: another property makes another name', () => {
  const changed = rendered({ properties: { ...PROPERTIES, 'offset.flush.interval.ms': '5000' } }).properties.Name;
  expect(changed).toMatch(/^orders-[0-9a-f]{12}$/);
  expect(changed).not.toBe('orders-657dfc34914e');
});

describe('fails', () => {
  test('with every problem of the properties, after the path', () => {
    expect(() => rendered({ properties: { ...PROPERTIES, 'group.id': 'x', 'sasl.mechanism': 'PLAIN' } })).toThrow(
      'Test/Worker: `properties.group.id` must not be set: MSK Connect sets it itself, got: x\n' +
        '`properties.sasl.mechanism` must not be set: MSK Connect sets every `sasl.` property itself, got: PLAIN',
    );
  });

  test.each(['', '-orders', 'orders_1', 'orders.1', 'o'.repeat(116)])('on an illegal name: %j', (namePrefix) => {
    expect(() => rendered({ namePrefix })).toThrow(
      `\`namePrefix\` must be 1 to 115 letters, digits or \`-\`, and start with no \`-\`, got: ${namePrefix}`,
    );
  });
});
