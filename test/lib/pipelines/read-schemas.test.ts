import type { AvroRecords } from '../../../lib/config/capture';
import type { EnvironmentConfig, PipelineConfig } from '../../../lib/config/environment';
import { archive } from '../../../lib/pipelines/archive';
import { delta } from '../../../lib/pipelines/delta';
import { dynamodb } from '../../../lib/pipelines/dynamodb';
import { iceberg } from '../../../lib/pipelines/iceberg';
import { DESTINATION_KINDS } from '../../../lib/pipelines/kinds';
import { type PlatformPlan, planPlatform } from '../../../lib/pipelines/platform-plan';
import { redshift } from '../../../lib/pipelines/redshift';
import {
  ARCHIVE_OPTIONS,
  DELTA_OPTIONS,
  DYNAMODB_OPTIONS,
  ICEBERG_OPTIONS,
  PLACES,
  REDSHIFT_OPTIONS,
} from '../../fixtures/environments';
import { environment, type Resource, synthesize, type Template } from '../../support/platform';

const { upkeep: _upkeep, ...DEV } = environment('dev');
const AVRO = 'pagila-avro';
const TEXT_CONVERTER = 'io.tributary.connect.avro.EventTextConverter';

function withPipelines(pipelines: Record<string, PipelineConfig>, shape: AvroRecords['shape']): EnvironmentConfig {
  const capture = { ...DEV.captures[AVRO], avro: { shape } } as EnvironmentConfig['captures'][string];
  return {
    ...DEV,
    captures: { ...DEV.captures, [AVRO]: capture },
    pipelines,
    serving: { athena: { ...DEV.serving.athena, queriedTables: {} } },
  };
}

function plan(pipelines: Record<string, PipelineConfig>, shape: AvroRecords['shape'] = 'envelope'): PlatformPlan {
  return planPlatform(withPipelines(pipelines, shape), DESTINATION_KINDS);
}

function connector(planned: PlatformPlan, name: string): Readonly<Record<string, string>> {
  const found = planned.pipelines.find(({ pipeline }) => pipeline.name === name);
  return found?.plan.connectors(PLACES)[0]?.config ?? {};
}

const RAW: PipelineConfig = { from: AVRO, tables: 'all', to: archive(ARCHIVE_OPTIONS) };
const LIVE: PipelineConfig = { from: AVRO, tables: ['film'], to: dynamodb(DYNAMODB_OPTIONS) };
const LOG: PipelineConfig = { from: AVRO, tables: ['film'], to: iceberg(ICEBERG_OPTIONS) };

test.each<[string, PipelineConfig, string, string]>([
  ['an archive', RAW, 'org.apache.kafka.connect.json.JsonConverter', 'org.apache.kafka.connect.json.JsonConverter'],
  ['items', LIVE, 'org.apache.kafka.connect.storage.StringConverter', 'org.apache.kafka.connect.json.JsonConverter'],
  ['a log', LOG, 'org.apache.kafka.connect.storage.StringConverter', 'io.tributary.connect.iceberg.OrderedJson'],
])('%s reads records in Avro as the text that it reads of others', (_, pipeline, key, value) => {
  const { from: _from, ...rest } = pipeline;
  const planned = plan({ avro: pipeline, json: { ...rest, from: 'pagila' } });
  const [avro, json] = [connector(planned, 'avro'), connector(planned, 'json')];
  expect(avro).toMatchObject({
    'key.converter': TEXT_CONVERTER,
    'key.converter.text.converter': key,
    'key.converter.apicurio.registry.url': PLACES.registryUrl,
    'value.converter': TEXT_CONVERTER,
    'value.converter.text.converter': value,
    'value.converter.apicurio.registry.url': PLACES.registryUrl,
    'value.converter.apicurio.registry.auto-register': 'false',
  });
  expect([json['key.converter'], json['value.converter']]).toEqual([key, value]);
  for (const part of ['key', 'value']) {
    const own = Object.entries(json).filter(([name]) => name.startsWith(`${part}.converter.`));
    for (const [name, set] of own) {
      expect(avro[name.replace('.converter.', '.converter.text.converter.')]).toBe(set);
    }
  }
});

test('tables are made of an archive of records in Avro as of any other', () => {
  const tables: PipelineConfig = { from: 'raw', tables: 'all', to: delta(DELTA_OPTIONS) };
  const read = ({ pipelines }: PlatformPlan): string[] =>
    pipelines.filter(({ pipeline }) => pipeline.name === 'tables').map(({ pipeline }) => pipeline.format);
  expect(read(plan({ raw: RAW, tables }))).toEqual(['avro']);
});

test('who asks for schemas may, and comes after those who answer', () => {
  const other: PipelineConfig = { from: 'pagila', tables: 'all', to: archive(ARCHIVE_OPTIONS) };
  const [json, stack] = synthesize(withPipelines({ raw: RAW, other }, 'flat')).filter(({ stackName }) =>
    /-Pipeline-(raw|other)$/.test(stackName),
  );
  const rules = Object.values<Resource>((stack?.template as Template | undefined)?.Resources ?? {}).filter(
    ({ Properties }) => /Schemas of records/.test(String(Properties?.['Description'])),
  );
  expect(rules.map(({ Type }) => Type).sort()).toEqual([
    'AWS::EC2::SecurityGroupEgress',
    'AWS::EC2::SecurityGroupIngress',
  ]);
  expect(stack?.dependencies.map(({ id }) => id)).toContainEqual(expect.stringMatching(/Registry/));
  expect(JSON.stringify(json?.template)).not.toMatch(/Schemas of records|apicurio/);
});

describe('fails', () => {
  test.each<[string, PipelineConfig, string]>([
    [
      'a job that reads topics',
      { from: AVRO, tables: 'all', to: delta({ ...DELTA_OPTIONS, mode: 'streaming' }) },
      '`pipelines.reads.from` must be a capture whose records are json, which is what delta reads, for a job that streams reads topics itself, and asks no registry, got: pagila-avro, avro',
    ],
    [
      'a warehouse',
      { from: AVRO, tables: 'all', to: redshift(REDSHIFT_OPTIONS) },
      '`pipelines.reads.from` must be a capture whose records are json, which is what redshift reads, for a view reads topics itself, and asks no registry, got: pagila-avro, avro',
    ],
  ])('for %s', (_, reads, message) => {
    expect(() => plan({ reads })).toThrow(message);
  });

  test('for items that leave their key where rows before an update are not told', () => {
    const moved: PipelineConfig = {
      ...LIVE,
      to: dynamodb({ ...DYNAMODB_OPTIONS, keys: { film: { hash: 'rating', sort: 'film_id' } } }),
    };
    expect(() => plan({ moved })).not.toThrow();
    expect(() => plan({ moved }, 'flat')).toThrow(
      '`pipelines.moved.to.keys.film` must be of columns of the primary key where flat rows tell none before an update, got: rating of public.film',
    );
  });
});
