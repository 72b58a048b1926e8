import type { Duration } from 'aws-cdk-lib';
import type { JobOptions } from './job';

/**
 * A job that packs small files of all Delta and Iceberg tables of the lake, and removes what none of them holds any more. Tables
 * may be written meanwhile.
 */
export interface UpkeepConfig extends JobOptions {
  /**
   * How long what a table no longer holds stays, for queries that began before and for time travel: whole hours, at least 24, and
   * at least `every` and `timeout` together of each pipeline to Iceberg tables that are merged from a log. A row that was deleted
   * or overwritten is out of the bucket after this time and two runs, and 30 days more where the bucket keeps versions
   * (`dataProtection`).
   */
  readonly retention: Duration;
}
