import { LOOPBACK } from '../processes/start-on-free-port';

/** As installed from `local/runtime`. */
export const SPARK_VERSION = '3.5.6';
export const DELTA_VERSION = '3.3.2';
export const ICEBERG_VERSION = '1.10.0';

/** Cores and memory of the one process that stands for all workers of a job. */
export const SPARK_MASTER = 'local[2]';
const DRIVER_MEMORY = '1g';

export interface SparkPlacement {
  /** Where S3 answers. */
  readonly awsEndpoint: string;
  readonly region: string;
  /** Jars beside those of Spark. */
  readonly classPath: readonly string[];
  /** Exists; takes what Spark writes for itself. */
  readonly directory: string;
  /** Java properties, each `-Dkey=value`, and options of the virtual machine. */
  readonly javaOptions: readonly string[];
}

/** Settings of Spark that Glue itself supplies: workers, storage, addresses. */
export function sparkServiceSettings(placement: SparkPlacement): Record<string, string> {
  return {
    'spark.master': SPARK_MASTER,
    'spark.driver.memory': DRIVER_MEMORY,
    'spark.driver.bindAddress': LOOPBACK,
    'spark.driver.host': LOOPBACK,
    'spark.driver.extraClassPath': placement.classPath.join(':'),
    'spark.driver.extraJavaOptions': placement.javaOptions.join(' '),
    'spark.sql.warehouse.dir': `${placement.directory}/warehouse`,
    'spark.ui.enabled': 'false',
    'spark.hadoop.fs.s3.impl': 'org.apache.hadoop.fs.s3a.S3AFileSystem',
    'spark.hadoop.fs.s3a.endpoint': placement.awsEndpoint,
    'spark.hadoop.fs.s3a.endpoint.region': placement.region,
    'spark.hadoop.fs.s3a.path.style.access': 'true',
    // Folders are not looked for and erased with every object that is written.
    'spark.hadoop.fs.s3a.directory.marker.retention': 'keep',
    'spark.hadoop.fs.s3a.connection.ssl.enabled': 'false',
    // S3A's own way to a session's key forgets the token now and then, where threads begin at the same time.
    'spark.hadoop.fs.s3a.aws.credentials.provider': 'com.amazonaws.auth.EnvironmentVariableCredentialsProvider',
  };
}
