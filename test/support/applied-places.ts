/** What a user edits to change a run that stays up, and where it stands. */
export const ENVIRONMENTS = 'lib/config/environments.ts';
export const TABLES = 'lib/config/tables/salesdb.ts';
export const PAGILA_TABLES = 'lib/config/tables/pagila.ts';
export const DEAD_LETTER = 'connectors/fragments/dead-letter.ts';
export const POLICIES = 'lib/streaming/kafka-policies.ts';
export const SINK_VERSION =
  'connectors/plugins/s3-archive-sink/src/main/resources/io/tributary/connect/s3/version.properties';
export const ONE_MCU = "{ kind: 'provisioned', mcuCount: 1";
export const CAPTURE = 'readerId: 184_099,\n';
/** Of the other captures, whose connectors have the same plugin. */
export const SUPPORT = 'readerId: 184_056,\n';
export const SUPPORT_ALL = 'readerId: 184_057,\n';
export const ARCHIVE = `to: archive({\n        capacity: ${ONE_MCU}, workerCount: 1 }`;
/** Of the other archive, whose connector has the same plugin. */
export const PAGILA_ARCHIVE = 'to: archive({\n        capacity: ONE_WORKER';
/** Of the sink of rows, with that plugin as well. */
export const ROWS = 'to: parquet({\n        capacity: ONE_WORKER';
/** Of the first job. */
export const DELTA_EVERY = "mode: 'scheduled',\n        every: Duration.minutes(";
export const SUSPENDED = `state: 'suspended',\n      `;
