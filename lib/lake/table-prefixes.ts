/** What the prefixes in the bucket of the tables hold. */
export const TABLE_PREFIXES = {
  /** One folder per table. */
  tables: 'delta',
  /** One folder per database of Iceberg tables. */
  iceberg: 'iceberg',
  /** One folder per table that is made anew by the clock, and in it one per refresh. */
  refined: 'refined',
  /** How far the jobs came that read the archive, … */
  checkpoints: 'checkpoints',
  /** … and those that read topics. */
  streamCheckpoints: 'checkpoints-stream',
  /** Lines that were no change, for people to look at. Never expired: nothing is lost silently. */
  quarantine: 'quarantine',
} as const;
