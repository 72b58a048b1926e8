import type { RunningConnector } from '../session/running-platform';
import type { CapturedTable } from './captured/captured-tables';
import type { SourceTable } from './captured/source-table';
import type { RowDifference, Rows } from './rows';

/** A table of a source, set against its topic. */
export interface TopicDifference extends RowDifference {
  readonly table: SourceTable;
  readonly rows: number;
  /** Records of the topic that are no JSON, which no capture writes. */
  readonly unread: number;
}

/** A table as its source has it now. */
export interface SourceRows {
  readonly table: SourceTable;
  /** Every row, canonical, in the order of the table's columns. */
  readonly rows: Rows;
}

/** The source's side of every flow that begins at one connector: what it reads or makes, and the topics that it fills. */
export interface SourceLog {
  readonly connector: RunningConnector;
  /** As people know it. */
  readonly name: string;
  readonly tables: readonly CapturedTable[];
  /** Looks what the tables hold, and waits until the topics come to the same or nothing comes any more. */
  compareTopics(): Promise<readonly TopicDifference[]>;
  /** @returns a sentence where the connector or its task does not run, and does not come back either */
  standstill(): Promise<string | undefined>;
  /** @throws LocalRunError where the source has no such table */
  readTable(table: CapturedTable): Promise<SourceRows>;
}
