import { columnType, type DatasetColumn } from '../dataset-column';

/** `identity`, or a transform of one column. */
const PARTITION_FIELD = /^(?:(\w+)|(years?|months?|days?|hours?)\((\w+)\)|(bucket|truncate)\((\w+), ?([1-9]\d*)\))$/;
const PARTITION_RULE =
  'must be a column, or year(c), month(c), day(c), hour(c), bucket(c,n) or truncate(c,n) of one, for the sink makes a table without partitions of what it does not understand';

/** Types that a transform of Iceberg takes; a column by itself may be of any. */
const TAKEN: Readonly<Record<string, RegExp>> = {
  year: /^(DATE|TIMESTAMP)$/,
  month: /^(DATE|TIMESTAMP)$/,
  day: /^(DATE|TIMESTAMP)$/,
  hour: /^TIMESTAMP$/,
  bucket: /^(TINYINT|SMALLINT|INT|BIGINT|DECIMAL\(.*\)|DATE|TIMESTAMP|STRING|BINARY)$/,
  truncate: /^(TINYINT|SMALLINT|INT|BIGINT|DECIMAL\(.*\)|STRING|BINARY)$/,
};

/** What Iceberg calls the partitions of a transform, behind the name of the column. */
const SUFFIXES: Readonly<Record<string, string>> = { truncate: 'trunc' };

interface PartitionField {
  readonly field: string;
  readonly column: string;
  /** None: the column's own values. */
  readonly transform: string | undefined;
}

/**
 * Every rule that partition fields of a table break, as `property rule, got: value` sentences. The sink makes a table without
 * partitions of those that Iceberg refuses, and tells its log alone.
 *
 * @param columns those that the table declares
 */
export function partitionProblems(
  at: string,
  fields: readonly string[],
  columns: Readonly<Record<string, DatasetColumn>>,
): string[] {
  return fields.flatMap((field, index) => {
    const one = partitionField(field);
    if (one === undefined) {
      return [`\`${at}\` ${PARTITION_RULE}, got: ${field}`];
    }
    const column = Object.hasOwn(columns, one.column) ? columns[one.column] : undefined;
    if (column === undefined) {
      return [`\`${at}\` must be of a declared column, got: ${field}`];
    }
    const type = columnType(column);
    const earlier = fields.slice(0, index).flatMap((each) => partitionField(each) ?? []);
    const same = earlier.find((other) => partitioned(other) === partitioned(one));
    const called = Object.keys(columns).find((name) => one.transform !== undefined && name === partitionName(one));
    return [
      ...(one.transform === undefined || TAKEN[one.transform]?.test(type)
        ? []
        : [`\`${at}\` must be of a column of a type that ${one.transform} takes, got: ${field} of ${type}`]),
      ...(same === undefined
        ? []
        : [`\`${at}\` must have one field of a kind of each column, got: ${same.field} and ${field}`]),
      ...(called === undefined
        ? []
        : [`\`${at}\` must not make partitions that are called as a column is, got: ${field}, which makes ${called}`]),
    ];
  });
}

function partitionField(field: string): PartitionField | undefined {
  const match = PARTITION_FIELD.exec(field);
  if (match === null) {
    return undefined;
  }
  const [, plain, time, timed, other, spread] = match;
  return { field, column: plain ?? timed ?? spread ?? '', transform: (time ?? other)?.replace(/s$/, '') };
}

/** What there may be one of: days of a column lie in its months already. */
function partitioned({ column, transform }: PartitionField): string {
  return `${/^(year|month|day|hour)$/.test(transform ?? '') ? 'time' : transform} ${column}`;
}

function partitionName({ column, transform = '' }: PartitionField): string {
  return `${column}_${SUFFIXES[transform] ?? transform}`;
}
