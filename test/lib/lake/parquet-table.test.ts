import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Dataset } from '../../../connectors/dataset';
import { CatalogDatabase } from '../../../lib/lake/catalog-database';
import { ParquetCrawler } from '../../../lib/lake/parquet-crawler';
import { ParquetTable, type ParquetTableProps } from '../../../lib/lake/parquet-table';
import { testStack } from '../../support/test-app';

const ACTOR: Dataset = {
  source: 'pagila-avro',
  schema: 'public',
  table: 'Actor',
  keyColumns: ['ID'],
  columns: { ID: 'INT', awards: 'STRING', SALARY: { type: 'DECIMAL(5,2)', from: 'pay' }, seen: 'TIMESTAMP' },
  partitions: 3,
};

function made(changes: Partial<ParquetTableProps> = {}): { readonly table: ParquetTable; readonly template: Template } {
  const stack = testStack();
  const table = new ParquetTable(stack, 'Table', {
    dataset: ACTOR,
    database: new CatalogDatabase(stack, 'Database', { databaseName: 'pagila_kafka_connect' }),
    namePrefix: 'pagila',
    bucket: s3.Bucket.fromBucketName(stack, 'Archive', 'archive'),
    prefix: 'topics',
    types: { awards: 'array<string>' },
    ...changes,
  });
  new ParquetCrawler(stack, 'Crawler', { name: 'raw', tables: [table] });
  return { table, template: Template.fromStack(stack) };
}

const changed = (changes: Partial<Dataset>): (() => unknown) => {
  return () => made({ dataset: { ...ACTOR, ...changes }, types: {} });
};

describe('the entry', () => {
  const { table, template } = made();
  const [entry] = Object.values(template.findResources('AWS::Glue::Table'));
  const { TableInput: input } = entry?.Properties ?? {};

  test('has the columns of both shapes, in lower case, each also by its earlier names', () => {
    const columns = Object.fromEntries(
      (input.StorageDescriptor.Columns as { Name: string; Type: string }[]).map(({ Name, Type }) => [Name, Type]),
    );
    const row = 'struct<id:int,awards:array<string>,salary:decimal(5,2),pay:decimal(5,2),seen:timestamp>';
    expect(columns).toMatchObject({
      id: 'int',
      awards: 'array<string>',
      salary: 'decimal(5,2)',
      pay: 'decimal(5,2)',
      __op: 'string',
      __source_txid: 'bigint',
      __deleted: 'string',
      before: row,
      after: row,
      op: 'string',
      ts_ms: 'bigint',
    });
    expect(columns.source).toContain('sequence:string');
  });

  test('is of Parquet, where the archive puts the topic, with a partition for each of the topic', () => {
    const location = 's3://archive/topics/pagila-avro.public.Actor';
    expect(input).toMatchObject({
      Name: 'pagila_public_actor',
      TableType: 'EXTERNAL_TABLE',
      PartitionKeys: [{ Name: 'partition', Type: 'int' }],
      Parameters: {
        classification: 'parquet',
        'projection.enabled': 'true',
        'projection.partition.type': 'integer',
        'projection.partition.range': '0,2',
        'storage.location.template': `${location}/partition=\${partition}`,
      },
      StorageDescriptor: {
        Location: location,
        SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
      },
    });
    expect([table.tableName, table.folder]).toEqual(['pagila_public_actor', 'topics/pagila-avro.public.Actor']);
  });
});

describe('the crawler', () => {
  const { template } = made();

  test('looks at declared tables, makes and removes none, and changes no type', () => {
    template.hasResourceProperties('AWS::Glue::Crawler', {
      Targets: { CatalogTargets: [{ Tables: ['pagila_public_actor'] }] },
      SchemaChangePolicy: { UpdateBehavior: 'UPDATE_IN_DATABASE', DeleteBehavior: 'LOG' },
    });
    const [crawler] = Object.values(template.findResources('AWS::Glue::Crawler'));
    expect(crawler?.Properties.Schedule).toBeUndefined();
    expect(JSON.parse(crawler?.Properties.Configuration)).toMatchObject({
      CrawlerOutput: { Tables: { AddOrUpdateBehavior: 'MergeNewColumns' } },
    });
  });

  test('may read the objects of its tables and no others', () => {
    const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
    const statements = policy?.Properties.PolicyDocument.Statement as { Action: string; Resource: unknown }[];
    expect(JSON.stringify(statements.find(({ Action }) => Action === 's3:GetObject')?.Resource)).toMatch(
      /archive\/topics\/pagila-avro\.public\.Actor\/\*"/,
    );
  });
});

describe('fails', () => {
  test.each([
    ['op', 'must not be called as what a raw table has besides them'],
    ['Source', 'must not be called as what a raw table has besides them'],
    ['__op', 'must not be called as what a raw table has besides them'],
    ['partition', 'must not be called as what a raw table has besides them'],
  ])('for a column %s', (name, message) => {
    expect(changed({ columns: { ...ACTOR.columns, [name]: 'INT' } })).toThrow(message);
  });

  test('for a name of the source that no column can have', () => {
    const columns = { ...ACTOR.columns, price: { type: 'INT', from: 'unit price' } } as const;
    expect(changed({ columns })).toThrow(
      'must have names that a column of Parquet has in the catalog, got: unit price',
    );
  });

  test('for names that differ in case only', () => {
    expect(changed({ columns: { ...ACTOR.columns, id: 'INT' } })).toThrow(
      'must differ in more than case, got twice: id',
    );
  });

  test('for a type of a column that is not declared', () => {
    expect(() => made({ types: { award: 'array<string>' } })).toThrow('must be of declared columns, got: award');
  });

  test('for epochs, which rows without offsets cannot be in', () => {
    expect(changed({ epochs: [{ 0: 5 }] })).toThrow('`epochs` must not be declared of a table in Parquet');
  });

  test('for a name that the catalog cannot have', () => {
    expect(() => made({ namePrefix: 'Pagila' })).toThrow('lower-case letters, digits and _, got: Pagila_public_actor');
  });
});
