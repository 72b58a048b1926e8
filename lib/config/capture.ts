import type { ConnectorCapacity } from '../../connectors/connector-spec';
import type { StatementReading } from '../../connectors/statement-reading';
import type { Compatibility } from './registry';

/** What writes records to topics. Belongs to no pipeline: all that read its topics share it. */
export type CaptureConfig = DatabaseCapture | GeneratedOrders;

/** One reader of a database's log. */
export interface DatabaseCapture {
  /**
   * What tells it from captures that read no database.
   *
   * @default 'database'
   */
  readonly kind?: 'database';
  /** Key in `databases`. */
  readonly database: string;
  /** Keys of the database's tables. */
  readonly tables: TableSelection;
  /**
   * One topic for the changes of all tables, `<capture>.all_records`, from which every change of each row comes in order. Read
   * by destinations that tell tables apart by what a change says of itself: `iceberg`.
   *
   * @default - none: each table has its own
   */
  readonly sharedTopic?: SharedTopic;
  /**
   * Client id in the log of MySQL; unique among all of its readers.
   *
   * @default - none, for PostgreSQL, whose readers have slots by name
   */
  readonly readerId?: number;
  /** Workers of its connector; one is all it uses. */
  readonly capacity: ConnectorCapacity;
  /**
   * Statements of the binlog that the connector stopped at, and what to read them as.
   *
   * @default []
   */
  readonly statements?: readonly StatementReading[];
  /**
   * What is read before changes are. `initial`: all rows, once; `no_data`: only the tables' structure; `when_needed`: all rows
   * again whenever the place in the log where the capture stopped is gone.
   *
   * @default 'initial'
   */
  readonly snapshot?: 'initial' | 'no_data' | 'when_needed';
  /**
   * What a captured table that is not in the database yet does to the deployment: `fail` it, of this capture alone, or let it
   * pass and `wait` for the table. Deploy again once it is there: only then may a snapshot read it, and is it looked at.
   *
   * @default DEFAULT_WHEN_TABLES_MISSING
   */
  readonly whenTablesMissing?: 'fail' | 'wait';
  /**
   * Records in Avro, with their schemas in the registry. Of PostgreSQL. `parquet` reads only such; the archive, with what is made of it,
   * items and logs in Iceberg read them as they read JSON; `delta` that streams and `redshift` read none.
   *
   * @default - JSON without schemas
   */
  readonly avro?: AvroRecords;
  /** @default DEFAULT_CAPTURE_STATE */
  readonly state?: CaptureState;
}

/** What records in Avro hold. */
export interface AvroRecords {
  /**
   * `envelope`: the row before and after each change, where in the log it is from, and what it was; `flat`: the row after it, with
   * the same beside it in fields that begin with `__`. From one to the other is a change that is compatible with nothing: deploy it
   * with `compatibility: 'NONE'`.
   */
  readonly shape: 'envelope' | 'flat';
  /**
   * What new versions of the schemas of its values have to be to those before them.
   *
   * @default - what the registry asks of all
   */
  readonly compatibility?: Compatibility;
}

/** A topic that holds the changes of several tables. */
export interface SharedTopic {
  /** Events of one row stay in one partition, so more partitions keep the order per row. @default DEFAULT_PARTITIONS */
  readonly partitions?: number;
  /**
   * Tables that are in the schemas of the captured ones, or come up there, and are declared nowhere: left alone, or captured
   * whole, by a user who may read all of these schemas. Only those whose names have letters, digits and `_` alone. Of MySQL.
   *
   * @default DEFAULT_UNDECLARED_TABLES
   */
  readonly undeclaredTables?: 'leave' | 'capture';
}

/**
 * Orders that nobody placed, made up one after the other: records to see a pipeline with, without a database. It has one table,
 * `orders`, and one topic, named after the capture. The same seed makes the same orders.
 */
export interface GeneratedOrders {
  /** What tells it from a reader of a database. */
  readonly kind: 'generated-orders';
  /** Workers of its connector. */
  readonly capacity: ConnectorCapacity;
  /** Orders made in a second. */
  readonly ordersPerSecond: number;
  /**
   * Orders made in all; it waits when they are.
   *
   * @default - no end
   */
  readonly orders?: number;
  /** Whole number that decides what is in the orders. @default DEFAULT_ORDER_SEED */
  readonly seed?: number;
  /** Tasks; each makes orders that no other makes. @default DEFAULT_ORDER_TASKS */
  readonly tasks?: number;
  /** Partitions of the topic. @default DEFAULT_PARTITIONS */
  readonly partitions?: number;
  /** @default DEFAULT_CAPTURE_STATE */
  readonly state?: CaptureState;
}

/** Keys of tables, or all that there are. */
export type TableSelection = 'all' | readonly string[];

/**
 * `suspended` leaves the connector out and keeps everything else, its topics and its place in the log included: the first half
 * of a replacement in two deployments (leave out, deploy, take back, deploy).
 */
export type CaptureState = 'on' | 'suspended';
export const DEFAULT_CAPTURE_STATE: CaptureState = 'on';
export const DEFAULT_WHEN_TABLES_MISSING = 'fail';
/** What nobody declared, nobody has said that it may leave the database. */
export const DEFAULT_UNDECLARED_TABLES = 'leave';
export const DEFAULT_ORDER_SEED = 1;
export const DEFAULT_ORDER_TASKS = 1;

/** Captures that read a database, by key. */
export function databaseCaptures(captures: Readonly<Record<string, CaptureConfig>>): [string, DatabaseCapture][] {
  return Object.entries(captures).flatMap(([key, capture]) =>
    capture.kind === 'generated-orders' ? [] : [[key, capture] as [string, DatabaseCapture]],
  );
}
