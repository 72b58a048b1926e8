/** Where a connector with that configuration archives to, unresolved where the configuration is; undefined for one that does not. */
export function archiveBucket<T>(config: Readonly<Record<string, T>>): T | undefined {
  return config['s3.bucket.name'];
}

/** Whether what it archives is lines that a job may read; rows of Parquet otherwise. */
export function archivesLines(config: Readonly<Record<string, unknown>>): boolean {
  return archiveBucket(config) !== undefined && config.format !== 'parquet';
}

/** Whether it keeps records as rows of Parquet. */
export function archivesRows(config: Readonly<Record<string, unknown>>): boolean {
  return archiveBucket(config) !== undefined && config.format === 'parquet';
}
