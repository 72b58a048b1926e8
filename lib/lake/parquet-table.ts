import * as glue from 'aws-cdk-lib/aws-glue';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { archivePrefix, type Dataset, DEFAULT_PARTITIONS, tableName, topicName } from '../../connectors/dataset';
import { fail } from '../core/fail';
import type { CatalogDatabase } from './catalog-database';
import { PARTITION_COLUMN, type RawTypes, rawTableColumns, rawTableProblems } from './raw-columns';

const SERDE = 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe';
const INPUT_FORMAT = 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat';
const OUTPUT_FORMAT = 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat';
/** What the Data Catalog takes. */
const MOST_CHARACTERS = 255;
const NAME = /^[a-z][a-z0-9_]*$/;

/** What a raw table is called. */
export function rawTableName(namePrefix: string, dataset: Dataset): string {
  return `${namePrefix}_${tableName(dataset)}`;
}

export interface ParquetTableProps {
  readonly dataset: Dataset;
  readonly database: CatalogDatabase;
  /** What its name begins with, before `_`: a lower-case letter followed by lower-case letters, digits or `_`. */
  readonly namePrefix: string;
  /** Where the archive is. */
  readonly bucket: s3.IBucket;
  /** Prefix of the folders of topics, without a trailing slash. */
  readonly prefix: string;
  /** Partitions of the topic. @default - as the dataset says */
  readonly partitions?: number;
  /** Hive types of columns that records have as something else than their entries say. @default - none */
  readonly types?: RawTypes;
}

/**
 * Entry of a table over archived records in Parquet: each is one change, as its envelope or flattened, and has NULL in the
 * columns of the other shape: `op` is of one, `__op` of the other. Partitions are projected: none has to be made known.
 */
export class ParquetTable extends Construct {
  readonly dataset: Dataset;
  readonly types: RawTypes;
  readonly tableName: string;
  readonly databaseName: string;
  readonly bucket: s3.IBucket;
  /** Of its objects, without a trailing slash. */
  readonly folder: string;
  readonly resource: glue.CfnTable;

  /** @throws Error where a column or the name is none that the catalog can have */
  constructor(scope: Construct, id: string, props: ParquetTableProps) {
    super(scope, id);
    const { dataset, database, bucket, types = {}, partitions = dataset.partitions ?? DEFAULT_PARTITIONS } = props;
    const name = rawTableName(props.namePrefix, dataset);
    const problems = [
      ...rawTableProblems(dataset, types),
      ...(NAME.test(name) && name.length <= MOST_CHARACTERS
        ? []
        : [
            `\`namePrefix\` must make a name of up to ${MOST_CHARACTERS} lower-case letters, digits and _, got: ${name}`,
          ]),
    ];
    if (problems.length > 0) {
      fail(this, problems.join('\n'));
    }
    this.dataset = dataset;
    this.types = types;
    this.bucket = bucket;
    this.databaseName = database.databaseName;
    this.folder = `${props.prefix}/${archivePrefix(topicName(dataset))}`;
    const location = bucket.s3UrlForObject(this.folder);
    this.resource = new glue.CfnTable(this, 'Resource', {
      catalogId: database.catalogId,
      databaseName: database.databaseName,
      tableInput: {
        name,
        tableType: 'EXTERNAL_TABLE',
        parameters: {
          EXTERNAL: 'TRUE',
          classification: 'parquet',
          'projection.enabled': 'true',
          [`projection.${PARTITION_COLUMN}.type`]: 'integer',
          [`projection.${PARTITION_COLUMN}.range`]: `0,${partitions - 1}`,
          'storage.location.template': `${location}/${PARTITION_COLUMN}=\${${PARTITION_COLUMN}}`,
        },
        storageDescriptor: {
          location,
          columns: rawTableColumns(dataset, types),
          inputFormat: INPUT_FORMAT,
          outputFormat: OUTPUT_FORMAT,
          serdeInfo: { serializationLibrary: SERDE, parameters: { 'serialization.format': '1' } },
        },
        partitionKeys: [{ name: PARTITION_COLUMN, type: 'int' }],
      },
    });
    this.tableName = name;
  }
}
