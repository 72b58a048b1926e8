import type { TableInput } from '@aws-sdk/client-glue';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Dataset } from '../../connectors/dataset';
import { CatalogDatabase } from '../../lib/lake/catalog-database';
import { ParquetTable } from '../../lib/lake/parquet-table';
import { ARCHIVE, DATABASE } from './athena-bench';

/** A table whose changes lie in Parquet. */
export const FILM: Dataset = {
  source: 'pagila-avro',
  schema: 'public',
  table: 'film',
  keyColumns: ['film_id'],
  columns: {
    film_id: 'INT',
    title: 'STRING',
    description: 'STRING',
    rate: 'DECIMAL(4,2)',
    special_features: 'STRING',
    scores: 'STRING',
    flags: 'STRING',
    rating: 'STRING',
    picture: 'BINARY',
    Last_Update: 'TIMESTAMP',
  },
};
export const FILM_TYPES = { special_features: 'array<string>', scores: 'array<int>', flags: 'array<boolean>' };
export const UNTOLD = '__debezium_unavailable_value';

/** The entry of the raw table, as its construct declares it. */
export function filmEntry(partitions = 2): TableInput {
  const stack = new Stack(new App(), 'Stack', { env: { account: '000000000000', region: 'eu-central-1' } });
  new ParquetTable(stack, 'Film', {
    dataset: FILM,
    database: new CatalogDatabase(stack, 'Database', { databaseName: DATABASE }),
    namePrefix: 'pagila',
    bucket: s3.Bucket.fromBucketName(stack, 'Archive', ARCHIVE),
    prefix: 'topics',
    partitions,
    types: FILM_TYPES,
  });
  const [table] = Object.values(Template.fromStack(stack).findResources('AWS::Glue::Table'));
  return table?.Properties.TableInput;
}

/** Where an object of the topic lies. */
export function filmKey(offset: number, partition = 0): string {
  const topic = 'pagila-avro.public.film';
  return `topics/${topic}/partition=${partition}/${topic}+${partition}+${String(offset).padStart(20, '0')}.gz.parquet`;
}

/** The end of the commit before, and the change's own place. */
export type Place = readonly [commit: string | null, change: string];

const sequence = ([commit, change]: Place): string => JSON.stringify([commit, change]);

/** A change in the envelope's shape. */
export function envelope(op: string, place: Place, row: object | undefined): object {
  const source = { sequence: sequence(place), lsn: Number(place[1]), ts_ms: 1, txId: 7, table: 'film' };
  const value = op === 'd' ? { before: row } : op === 't' ? {} : { after: row };
  return { op, source, ts_ms: 2, ...value };
}

/** The same, flattened. */
export function flat(op: string, place: Place, row: object): object {
  const placed = { __source_sequence: sequence(place), __lsn: Number(place[1]), __source_ts_ms: 1, __source_txId: 7 };
  return { ...row, __op: op, ...placed, __deleted: String(op === 'd') };
}
