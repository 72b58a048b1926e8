import type { Table } from '../../../connectors/dataset';
import type { DatabaseConfig, EnvironmentConfig, PipelineConfig } from '../../../lib/config/environment';
import { ENVIRONMENTS } from '../../../lib/config/environments';
import { iceberg } from '../../../lib/pipelines/iceberg';
import { DESTINATION_KINDS } from '../../../lib/pipelines/kinds';
import { type ParquetOptions, parquet } from '../../../lib/pipelines/parquet';
import { planPlatform } from '../../../lib/pipelines/platform-plan';
import { ICEBERG_OPTIONS } from '../../fixtures/environments';

const [FIRST] = ENVIRONMENTS as [EnvironmentConfig];
const DEV: EnvironmentConfig = { ...FIRST, serving: { athena: { ...FIRST.serving.athena, queriedTables: {} } } };
const ROWS = DEV.pipelines['pagila-parquet'] as PipelineConfig;
const OPTIONS = ROWS.to.options as ParquetOptions;

const plan = (pipelines: Record<string, PipelineConfig>) => () =>
  planPlatform({ ...DEV, pipelines: { ...DEV.pipelines, ...pipelines } }, DESTINATION_KINDS);

const rows = (tables: string[], options: Partial<ParquetOptions>): PipelineConfig => ({
  from: 'pagila-avro',
  tables,
  to: parquet({ ...OPTIONS, types: {}, refined: {}, ...options }),
});

test('fails for two pipelines that would write to one folder', () => {
  expect(plan({ again: rows(['actor'], { database: 'other' }) })).toThrow(
    '`pipelines.again.tables` must be tables whose rows no other pipeline keeps in Parquet (pagila-parquet does), for both would write to one folder, got: pagila-avro.public.actor',
  );
});

test('fails for two pipelines that would make one database', () => {
  const both = {
    'pagila-parquet': rows(['actor'], {}),
    again: rows(['category'], { tablePrefix: 'other' }),
  };
  expect(plan(both)).toThrow(
    '`pipelines.again.to.database` must be one that no other pipeline makes (pagila-parquet does), got: pagila_kafka_connect',
  );
  expect(plan({ ...both, again: rows(['category'], { database: 'other' }) })).not.toThrow();
  const log: PipelineConfig = { from: 'salesdb', tables: ['customer'], to: iceberg({ ...ICEBERG_OPTIONS }) };
  expect(plan({ log, 'pagila-parquet': rows(['actor'], { database: 'tributary_dev_log' }) })).toThrow(
    '`pipelines.pagila-parquet.to.database` must be one that no other pipeline makes (log does), got: tributary_dev_log',
  );
});

test('fails for a table that is called as the view of another one', () => {
  const pagila = DEV.databases['pagila'] as DatabaseConfig;
  const actor = pagila.tables['actor'] as Table;
  const databases = {
    ...DEV.databases,
    pagila: { ...pagila, tables: { ...pagila.tables, film: { ...actor, table: 'actor_latest' } } },
  };
  const pipelines = { ...DEV.pipelines, 'pagila-parquet': rows(['actor', 'film'], {}) };
  expect(() => planPlatform({ ...DEV, databases, pipelines }, DESTINATION_KINDS)).toThrow(
    '`pipelines.pagila-parquet.to` must make tables and views with names of their own; a `lakeName` gives others, got twice: pagila_public_actor_latest, of public.actor and public.actor_latest',
  );
});
