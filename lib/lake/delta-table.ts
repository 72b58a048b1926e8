import * as glue from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { catalogType } from '../../connectors/column-type';
import { type Dataset, POSITION_COLUMN, tableName } from '../../connectors/dataset';
import { columnType } from '../../connectors/dataset-column';
import type { CatalogDatabase } from './catalog-database';
import type { TablesBucket } from './tables-bucket';

/** What Spark writes for a Delta table; readers of the table's log look at none of it. */
const SERDE = 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe';
const INPUT_FORMAT = 'org.apache.hadoop.mapred.SequenceFileInputFormat';
const OUTPUT_FORMAT = 'org.apache.hadoop.hive.ql.io.HiveSequenceFileOutputFormat';

export interface DeltaTableProps {
  readonly database: CatalogDatabase;
  readonly tables: TablesBucket;
  readonly dataset: Dataset;
}

/**
 * Entry of a Delta table in the Data Catalog. Engines take columns and files from the table's log, which its job writes;
 * the entry says where that is, and of what kind. It may be there before the table is.
 */
export class DeltaTable extends Construct {
  readonly tableName: string;
  readonly databaseName: string;

  constructor(scope: Construct, id: string, props: DeltaTableProps) {
    super(scope, id);
    const location = props.tables.tableUrl(props.dataset);
    this.databaseName = props.database.databaseName;
    const table = new glue.CfnTable(this, 'Resource', {
      catalogId: props.database.catalogId,
      databaseName: props.database.databaseName,
      tableInput: {
        name: tableName(props.dataset),
        tableType: 'EXTERNAL_TABLE',
        parameters: {
          EXTERNAL: 'TRUE',
          classification: 'delta',
          'spark.sql.sources.provider': 'delta',
        },
        storageDescriptor: {
          location,
          columns: catalogColumns(props.dataset),
          inputFormat: INPUT_FORMAT,
          outputFormat: OUTPUT_FORMAT,
          serdeInfo: { serializationLibrary: SERDE, parameters: { path: location, 'serialization.format': '1' } },
        },
        partitionKeys: [],
      },
    });
    this.tableName = table.ref;
  }
}

/** As the job that writes the table orders them: the key, the position, the rest. */
export function catalogColumns({ keyColumns, columns }: Dataset): { readonly name: string; readonly type: string }[] {
  const entry = ([name, column]: [string, Dataset['columns'][string]]) => ({
    name: name.toLowerCase(),
    type: catalogType(columnType(column)),
  });
  const declared = Object.entries(columns);
  const key = keyColumns.flatMap((name) => declared.filter(([declaredName]) => declaredName === name));
  const rest = declared.filter(([name]) => !keyColumns.includes(name));
  return [...key.map(entry), { name: POSITION_COLUMN, type: 'string' }, ...rest.map(entry)];
}
