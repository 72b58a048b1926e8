import type { ColumnType } from '../../connectors/column-type';
import {
  type Dataset,
  DEFAULT_TRUNCATE_POLICY,
  DEFAULT_UNKNOWN_SERVER,
  lakePart,
  type TruncatePolicy,
  topicName,
  type UnknownServerPolicy,
} from '../../connectors/dataset';
import { columnType, sourceNames } from '../../connectors/dataset-column';
import type { EpochBegin } from '../../connectors/epochs';
import { DEFAULT_ZERO_DATES, type ZeroDatePolicy } from '../../connectors/source-policies';
import type { PositionFormat } from '../source/source-engine';

/** Where the topics of a capture are relations, and what becomes tables of it. Values may be CDK tokens. */
export interface WarehouseSchema {
  /** That of the tables. */
  readonly schema: string;
  /** By which the warehouse reads topics. */
  readonly roleArn: string;
  /** Comma-separated `host:port` of the brokers. */
  readonly bootstrapServers: string;
}

/** A table of the warehouse that is kept equal to a captured one, as plain JSON: its statements follow from it alone. */
export interface WarehouseTable {
  readonly schema: string;
  readonly table: string;
  readonly topic: string;
  /** By their names here, in key order. */
  readonly keyColumns: readonly string[];
  readonly columns: readonly WarehouseColumn[];
  readonly positions: PositionFormat;
  readonly epochs: readonly EpochBegin[];
  readonly truncate: TruncatePolicy;
  readonly unknownServer: UnknownServerPolicy;
  readonly zeroDates: ZeroDatePolicy;
  /** Whether the view of the stream follows it by itself. */
  readonly autoRefresh: boolean;
}

export interface WarehouseColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** What events call or called it, in the order in which they are asked; none where the source has it no more. */
  readonly sources: readonly string[];
}

export interface WarehouseTableOptions {
  readonly schema: string;
  readonly positions: PositionFormat;
  readonly autoRefresh: boolean;
}

/** What a table is called in its schema. */
export function warehouseName(dataset: Dataset): string {
  return dataset.lakeName ?? lakePart(dataset.table);
}

export function warehouseTable(
  dataset: Dataset,
  { schema, positions, autoRefresh }: WarehouseTableOptions,
): WarehouseTable {
  return {
    schema,
    table: warehouseName(dataset),
    topic: topicName(dataset),
    keyColumns: dataset.keyColumns.map((name) => name.toLowerCase()),
    columns: Object.entries(dataset.columns).map(([name, column]) => ({
      // As the lake has them: nobody has to quote a name.
      name: name.toLowerCase(),
      type: columnType(column),
      sources: typeof column !== 'string' && column.dropped === true ? [] : sourceNames(name, column),
    })),
    positions,
    epochs: dataset.epochs ?? [],
    truncate: dataset.truncate ?? DEFAULT_TRUNCATE_POLICY,
    unknownServer: dataset.unknownServer ?? DEFAULT_UNKNOWN_SERVER,
    zeroDates: dataset.zeroDates ?? DEFAULT_ZERO_DATES,
    autoRefresh,
  };
}

/** Names of what a table consists of, in its schema. */
export interface WarehouseNames {
  /** What people query. */
  readonly target: string;
  /** The view of the topic, whichever version of it there is. */
  readonly stream: string;
  readonly errors: string;
  readonly staging: string;
  /** Keys of rows that are gone, so that nothing older brings one back. */
  readonly deletedTable: string;
  readonly progress: string;
  readonly servers: string;
  readonly truncates: string;
  readonly accepted: string;
  readonly merge: string;
}

export function warehouseNames(table: string): WarehouseNames {
  return {
    target: table,
    stream: `${table}__stream`,
    errors: `${table}__errors`,
    staging: `${table}__staging`,
    deletedTable: `${table}__deleted`,
    progress: `${table}__progress`,
    servers: `${table}__servers`,
    truncates: `${table}__truncates`,
    accepted: `${table}__accepted`,
    merge: `${table}__merge`,
  };
}

/** Schema whose relations are the topics of the capture that a schema's tables come from. */
export function topicsSchema(schema: string): string {
  return `${schema}__topics`;
}
