/** What tables of a format ask of Spark, on Glue and here. */
export interface TableFormat {
  /** As Glue calls it, which brings its jars. */
  readonly name: 'delta' | 'iceberg' | 'delta,iceberg';
  /** Settings of Spark from the start of its session on. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Class of `LogStoreJar` that Delta is to use. */
export const LOG_STORE_CLASS = 'io.tributary.delta.ConditionalPutLogStore';
/** Setting of Hadoop by which that class learns where the buckets are. */
export const LOG_STORE_REGION = 'io.tributary.delta.region';

/** Setting of Spark that each format adds to. */
const EXTENSIONS = 'spark.sql.extensions';

/** What Spark's statements call the Data Catalog's Iceberg tables by. */
const ICEBERG_CATALOG = 'spark.sql.catalog.lake';

/** @param region of the buckets */
export function deltaFormat(region: string): TableFormat {
  return {
    name: 'delta',
    settings: {
      [EXTENSIONS]: 'io.delta.sql.DeltaSparkSessionExtension',
      'spark.sql.catalog.spark_catalog': 'org.apache.spark.sql.delta.catalog.DeltaCatalog',
      // With Delta's own store for S3, two writers of one table overwrite each other's commits, and both succeed.
      'spark.delta.logStore.s3.impl': LOG_STORE_CLASS,
      'spark.delta.logStore.s3a.impl': LOG_STORE_CLASS,
      [`spark.hadoop.${LOG_STORE_REGION}`]: region,
    },
  };
}

/**
 * @param region of the catalog and the buckets
 * @param warehouse URL of the folder in which each database has its own
 */
export function icebergFormat(region: string, warehouse: string): TableFormat {
  return {
    name: 'iceberg',
    settings: {
      [EXTENSIONS]: 'org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions',
      [ICEBERG_CATALOG]: 'org.apache.iceberg.spark.SparkCatalog',
      [`${ICEBERG_CATALOG}.catalog-impl`]: 'org.apache.iceberg.aws.glue.GlueCatalog',
      [`${ICEBERG_CATALOG}.io-impl`]: 'org.apache.iceberg.aws.s3.S3FileIO',
      [`${ICEBERG_CATALOG}.warehouse`]: warehouse,
      [`${ICEBERG_CATALOG}.client.region`]: region,
      // Others commit to these tables, and a table that was looked up a moment ago is not what it is now.
      [`${ICEBERG_CATALOG}.cache-enabled`]: 'false',
    },
  };
}

/** Both formats in one session, as `deltaFormat` and `icebergFormat` say. */
export function bothFormats(region: string, warehouse: string): TableFormat {
  const [delta, iceberg] = [deltaFormat(region).settings, icebergFormat(region, warehouse).settings];
  return {
    name: 'delta,iceberg',
    settings: { ...delta, ...iceberg, [EXTENSIONS]: `${delta[EXTENSIONS]},${iceberg[EXTENSIONS]}` },
  };
}
