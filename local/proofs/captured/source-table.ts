import type { SourceColumn } from '../canonical-value';
import type { CapturedTable } from './captured-tables';

/** A captured table as its database describes it now. */
export interface SourceTable extends CapturedTable {
  /** Those that are captured. */
  readonly columns: readonly SourceColumn[];
  /** Names of the columns of the key, in its order. */
  readonly key: readonly string[];
}
