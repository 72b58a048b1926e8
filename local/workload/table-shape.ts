import type { Random } from './random';

/** How a column's values are drawn and read. */
export interface ColumnValues {
  /**
   * A value as a literal of SQL: a limit of its type now and then.
   *
   * @param inKey a value that the row is found by, exactly as the server keeps it
   */
  draw(random: Random, inKey: boolean): string;
  /** An expression that reads it as text, for {@link literal}. */
  readonly read: string;
  /** The literal of what {@link read} gave. */
  literal(text: string): string;
}

/** A column, as its database describes it. */
export interface Column {
  readonly name: string;
  /** In lower case and without arguments, such as `varchar`. */
  readonly dataType: string;
  /** With arguments, such as `int(10) unsigned`. */
  readonly columnType: string;
  readonly nullable: boolean;
  /** Whether a row may leave it to the server: a default other than a zero date, or NULL. */
  readonly hasDefault: boolean;
  /** Whether it may be NULL, and has another default. */
  readonly nullBesideDefault: boolean;
  /** The expression of a generated column. */
  readonly generatedBy: string | undefined;
  readonly autoIncrement: boolean;
  readonly characterSet: string | undefined;
  /** Characters of `CHAR` and `VARCHAR`, bytes of all others that have a length. */
  readonly length: number;
  /** Digits of a number, bits of a `BIT`. */
  readonly precision: number;
  /** Digits after the decimal point, where the type has said how many. */
  readonly scale: number | undefined;
  /** Digits of a second's fraction. */
  readonly fraction: number;
  /** The spatial reference system that a geometry is bound to; undefined where it is to none. */
  readonly srsId: number | undefined;
  /** Undefined where no values of its type are drawn. */
  readonly values: ColumnValues | undefined;
}

/** A column, but for its values. */
export type DescribedColumn = Omit<Column, 'values'>;

export interface TableId {
  readonly schema: string;
  readonly table: string;
}

/** A foreign key, seen from either of its tables. */
export interface ForeignKey {
  readonly child: TableId;
  readonly parent: TableId;
  /** In the order of `referenced`. */
  readonly columns: readonly string[];
  readonly referenced: readonly string[];
  /** Whether a change of the parent changes the child, of which the log has nothing. */
  readonly cascades: boolean;
}

/** What has to be known of a table to change its rows. */
export interface TableShape extends TableId {
  readonly columns: readonly Column[];
  /** Empty where there is none. */
  readonly primaryKey: readonly string[];
  /** Columns of the other unique keys. */
  readonly uniqueColumns: ReadonlySet<string>;
  readonly hasFurtherUniqueKeys: boolean;
  readonly foreignKeys: readonly ForeignKey[];
  /** Foreign keys of any table that refer to this one. */
  readonly referencedBy: readonly ForeignKey[];
  readonly transactional: boolean;
  /** Columns whose values the log leaves out where a statement does not write them, so that a row with another key would lose them. */
  readonly writtenWithKey: readonly string[];
  readonly hasTriggers: boolean;
}

export function idOf({ schema, table }: TableId): string {
  return `${schema}.${table}`;
}

/**
 * Columns of which the value in every row is kept in mind: those that find the row, and those that foreign keys refer to. They
 * change by a change of the key only.
 */
export function keptColumns({ primaryKey, referencedBy }: TableShape): string[] {
  return [...new Set([...primaryKey, ...referencedBy.flatMap(({ referenced }) => referenced)])];
}

/** The kept columns, and those that their values are generated from. */
export function keptAndTheirSources(shape: TableShape): ReadonlySet<string> {
  const names = new Set(keptColumns(shape));
  // A set's iterator comes to what is added meanwhile.
  for (const name of names) {
    const expression = shape.columns.find((column) => column.name === name)?.generatedBy ?? '';
    for (const source of shape.columns) {
      if (expression.includes(`\`${source.name.replaceAll('`', '``')}\``)) names.add(source.name);
    }
  }
  return names;
}

/** Columns that statements write. */
export function writtenColumns({ columns }: TableShape): Column[] {
  return columns.filter(({ generatedBy }) => generatedBy === undefined);
}
