/** Where a connector with that configuration archives to, unresolved where the configuration is; undefined for one that does not. */
export function archiveBucket<T>(config: Readonly<Record<string, T>>): T | undefined {
  return config['s3.bucket.name'];
}
