import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Dataset, tableName } from '../../connectors/dataset';
import type { DataPolicy } from '../config/data-policy';
import { CatalogDatabase } from '../lake/catalog-database';
import { ParquetCrawler } from '../lake/parquet-crawler';
import { ParquetTable } from '../lake/parquet-table';
import type { RawTypes } from '../lake/raw-columns';
import type { LakeStack } from './lake-stack';

/** A table whose records are kept as rows of Parquet. */
export interface KeptRows {
  readonly dataset: Dataset;
  /** Hive types of columns that records have as something else than their entries say. */
  readonly types: RawTypes;
}

export interface RowsStackProps extends StackProps {
  readonly lake: LakeStack;
  /** Database of the Data Catalog. */
  readonly databaseName: string;
  /** Name of what looks for columns that its tables do not know, unique in the account and region. */
  readonly crawlerName: string;
  /** What names of its tables begin with, before `_`. */
  readonly namePrefix: string;
  readonly keptRows: readonly KeptRows[];
  /** Prefix of the folders of topics in the archive's bucket. */
  readonly prefix: string;
  readonly dataPolicy: DataPolicy;
}

/** What the Data Catalog says of a pipeline's rows in Parquet. */
export class RowsStack extends Stack {
  readonly tables: readonly ParquetTable[];
  /** As it is spelled, for whoever must not depend on it. */
  readonly databaseName: string;

  constructor(scope: Construct, id: string, props: RowsStackProps) {
    super(scope, id, props);
    const { lake, namePrefix, prefix } = props;
    this.databaseName = props.databaseName;
    const database = new CatalogDatabase(this, 'Database', {
      databaseName: props.databaseName,
      removalPolicy: props.dataPolicy.removalPolicy,
    });
    this.tables = props.keptRows.map(
      ({ dataset, types }) =>
        new ParquetTable(this, `Table-${tableName(dataset)}`, {
          dataset,
          types,
          database,
          namePrefix,
          bucket: lake.archive.bucket,
          prefix,
        }),
    );
    new ParquetCrawler(this, 'Crawler', { name: props.crawlerName, tables: this.tables });
    this.addStackDependency(lake);
  }
}
