import type { EnvironmentConfig } from '../../../lib/config/environment';
import type { EnvironmentTemplates, Resource } from '../../../local/assembly/environment-templates';
import { reshaped, type Shape } from '../../../local/update/reshape-capture';
import { environment } from '../../support/platform';
import { readSynthesized } from '../../support/synthesized-templates';

const CAPTURE = 'pagila-avro';
const DEV = environment('dev');

function dev(shape: Shape): EnvironmentTemplates {
  const config: EnvironmentConfig = {
    ...DEV,
    captures: { [CAPTURE]: { ...DEV.captures[CAPTURE], avro: { shape, compatibility: 'NONE' } } as never },
    pipelines: { 'pagila-parquet': DEV.pipelines['pagila-parquet'] as never },
    databases: { pagila: DEV.databases.pagila as never },
    serving: { athena: { ...DEV.serving.athena, queriedTables: {} } },
    upkeep: undefined as never,
    warehouse: undefined as never,
  };
  const { upkeep: _, warehouse: __, ...rest } = config;
  return readSynthesized(rest).templates;
}

function isCapture({ type, properties }: Resource): boolean {
  return type === 'AWS::KafkaConnect::Connector' && properties.ConnectorName === 'tributary-dev-pagila-avro-cdc';
}

function properties(templates: EnvironmentTemplates): unknown {
  return templates.stacks.map(({ stackName, resources }) => [
    stackName,
    [...resources].map(([id, resource]) => [id, resource.properties]),
  ]);
}

test.each<[Shape, Shape]>([
  ['envelope', 'flat'],
  ['flat', 'envelope'],
  ['flat', 'flat'],
])('what was %s is what a configuration makes %s', (before, after) => {
  expect(properties(reshaped(dev(before), isCapture, after))).toEqual(properties(dev(after)));
});

test('a capture that does not run has no shape', () => {
  expect(() => reshaped(dev('flat'), () => false, 'flat')).toThrow('a capture is reshaped that runs, got: none');
});
