import type { ColumnType } from '../../../connectors/column-type';
import type { ColumnTraits } from '../bootstrap/column-findings';
import type { SourceColumn } from '../bootstrap/type-holds';

/** What columns of one make of databases are declared as. */
export interface SourceTypes {
  /** What the bootstrap knows of them. */
  readonly traits: ColumnTraits;
  /** The decimal as wide as a column of decimals; undefined for another column, and where there is none so wide. */
  ownDecimal(column: SourceColumn): ColumnType | undefined;
  /** What is worth knowing of the type that a column is best declared with; undefined where it goes without saying. */
  remark(column: SourceColumn, type: ColumnType): string | undefined;
}

/** Said of a type that has no other counterpart than text, and nothing to say why. */
export const OTHERWISE_ONLY_TEXT = 'no type of the lake holds it';
/** Said of numbers that are too long. */
export const TOO_MANY_DIGITS = 'more digits than a DECIMAL of the lake has';
/** Said of JSON, in whatever form the source keeps it. */
export const DOCUMENT = 'the document as text';
/** Said of a type whose values are those of a list. */
export const OPTION = 'the text of the option';
