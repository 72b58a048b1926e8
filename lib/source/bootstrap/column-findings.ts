import { AVRO_NAME } from '../../../connectors/avro-name';
import { RESERVED_PREFIX, sourceNames } from '../../../connectors/dataset-column';
import type { CapturedColumn, CapturedTable, KeyForm } from './bootstrap-request';
import { itemKeyProblems, mysqlKeyForm } from './item-key-problems';
import { type SourceColumn, typeHolds } from './type-holds';

/** What the declared columns of a table say about those that are there. */
export interface ColumnFindings {
  /** Declarations under which values would be lost, or never found, as `property rule, got: value` sentences. */
  readonly problems: readonly string[];
  /** Columns that are there and not declared. They arrive as text, so nothing is lost. */
  readonly undeclared: readonly string[];
}

/** What columns of one make of databases are like. */
export interface ColumnTraits {
  /** Whether a declared type holds every value of a column, in the form in which the connector sends it. */
  holds(declared: string, column: SourceColumn): boolean;
  /** Whether a column of that type reads what its records in Avro become in Parquet. @default - all that it holds */
  reads?(type: string, column: SourceColumn): boolean;
  /** What an item's key is that such a value is; undefined for what can be none. */
  keyForm(column: SourceColumn): KeyForm | undefined;
  /** What the log tells otherwise than a snapshot, or a snapshot not at all, as `property rule, got: value` sentences. */
  untold(table: CapturedTable, column: SourceColumn): string[];
  /** Whether a table may have two columns whose names differ in case only. */
  readonly tellsCaseApart: boolean;
}

/** What columns of MySQL are like. */
export const MYSQL_COLUMNS: ColumnTraits = { holds: typeHolds, keyForm: mysqlKeyForm, untold, tellsCaseApart: false };

/** @param actual columns of the table in its own order; none for a table that is not there, of which others tell */
export function columnFindings(
  table: CapturedTable,
  actual: readonly SourceColumn[],
  traits: ColumnTraits = MYSQL_COLUMNS,
): ColumnFindings {
  if (actual.length === 0) {
    return { problems: [], undeclared: [] };
  }
  const columns = Object.entries(table.columns).map(([name, column]) => {
    const names = sourceNames(name, column);
    return { name, column, names, found: actual.filter(({ columnName }) => isOneOf(names, columnName)) };
  });
  const undeclared = actual
    .map(({ columnName }) => columnName)
    .filter((columnName) => !columns.some(({ names }) => isOneOf(names, columnName)));
  return {
    problems: [
      ...actual.flatMap((column) => traits.untold(table, column)),
      ...(traits.tellsCaseApart ? caseProblems(table, actual) : []),
      ...(table.avroNames === true ? avroNameProblems(table, actual) : []),
      ...itemKeyProblems(table, actual, (column) => traits.keyForm(column)),
      ...undeclared
        .filter((columnName) => columnName.startsWith(RESERVED_PREFIX))
        .map(
          (columnName) =>
            `column ${columnName} of ${table.schema}.${table.table} must be declared under another name, with \`from\`, for names with ${RESERVED_PREFIX} are kept for columns of the lake, got: none that says so`,
        ),
      ...columns.flatMap(({ name, column, names, found }) => {
        const at = `\`columns.${name}\` of ${table.schema}.${table.table}`;
        const [source] = found;
        if (source === undefined) {
          const all = actual.map(({ columnName }) => columnName).join(', ');
          return isDropped(column)
            ? []
            : [`${at} must be there (${all}), or say \`from\` or \`dropped\`, got: ${names.join(', ')}`];
        }
        if (
          found.length > 1 &&
          traits.tellsCaseApart &&
          found.every(({ columnName }) => isOneOf([columnName], source.columnName))
        ) {
          // Told of the table.
          return [];
        }
        if (found.length > 1) {
          const both = found.map(({ columnName }) => columnName).join(', ');
          return [`${at} must come from one column, got several that are there: ${both}`];
        }
        if (table.exactNames === true && !names.includes(source.columnName)) {
          return [
            `${at} must be spelled as in the source, for the warehouse finds a field by no other name, got: ${names.join(', ')} for ${source.columnName}`,
          ];
        }
        const type = typeof column === 'string' ? column : column.type;
        if (!traits.holds(type, source)) {
          return [`${at} must hold every ${source.columnType} without loss, got: ${type}`];
        }
        return table.rowTypes === undefined ? [] : rowProblems(at, table.rowTypes[name] ?? type, source, traits);
      }),
    ],
    undeclared,
  };
}

/** What the log tells otherwise than a snapshot, or a snapshot not at all, by what the rule says of it. */
const UNTOLD: readonly (readonly [rule: string, applies: (column: SourceColumn, isKey: boolean) => boolean])[] = [
  [
    'must have no option with a comma, or a backslash before a quote, which the log tells otherwise than a snapshot',
    (column) =>
      isChoice(column) &&
      [...column.columnType.matchAll(/'((?:[^']|'')*)'/g)].some(([, option = '']) => /,|\\''/.test(option)),
  ],
  [
    'must have options that are text, for a snapshot cannot read others',
    (column) => isChoice(column) && column.characterSet === 'binary',
  ],
  [
    'must not be ZEROFILL, which the driver of snapshots cannot read when it is full',
    ({ dataType, columnType }) => dataType === 'decimal' && columnType.includes('zerofill'),
  ],
  [
    'must not be in the primary key, for the log tells more of its digits than a snapshot',
    ({ dataType }, isKey) => isKey && dataType === 'float',
  ],
];

function isChoice({ dataType }: SourceColumn): boolean {
  return dataType === 'enum' || dataType === 'set';
}

/** Character sets of which Java has other tables than MySQL, found by sending every character of each through the log. */
const READ_OTHERWISE = new Set(
  'armscii8 big5 cp1250 cp1256 cp1257 cp866 dec8 eucjpms euckr gb18030 gbk geostd8 greek hebrew hp8 keybcs2 koi8u sjis swe7 tis620 ujis'.split(
    ' ',
  ),
);

function untold({ schema, table, keyColumns, columns }: CapturedTable, column: SourceColumn): string[] {
  const isKey = keyColumns.some((key) => isOneOf(sourceNames(key, columns[key] ?? ''), column.columnName));
  const at = `column ${column.columnName} of ${schema}.${table}`;
  const otherwise = READ_OTHERWISE.has(column.characterSet ?? '');
  return [
    ...UNTOLD.filter(([, applies]) => applies(column, isKey)).map(
      ([rule]) => `${at} ${rule}, got: ${column.columnType}`,
    ),
    ...(otherwise
      ? [
          `${at} must be in another character set, such as utf8mb4: the log tells some of its characters otherwise, got: ${column.characterSet}`,
        ]
      : []),
  ];
}

/** Names in tables that are made of it are told apart by more than case. */
function caseProblems({ schema, table }: CapturedTable, actual: readonly SourceColumn[]): string[] {
  const spelled = actual.map(({ columnName }) => columnName.toLowerCase());
  return actual
    .filter((_, index) => spelled.indexOf(spelled[index] ?? '') !== index)
    .map(
      ({ columnName }) =>
        `columns of ${schema}.${table} must have names that differ in more than case, or be in \`excludedColumns\`, got: ${columnName} twice`,
    );
}

/** Names of declared ones are seen to where they are declared. */
function avroNameProblems({ schema, table }: CapturedTable, actual: readonly SourceColumn[]): string[] {
  return actual
    .filter(({ columnName }) => !AVRO_NAME.test(columnName))
    .map(
      ({ columnName }) =>
        `columns of ${schema}.${table} must have names of letters, digits and _ that begin with no digit, which is what Avro takes, or be in \`excludedColumns\`, got: ${JSON.stringify(columnName)}`,
    );
}

/** @param type of the column in a table of rows in Parquet */
function rowProblems(at: string, type: string, source: SourceColumn, traits: ColumnTraits): string[] {
  const spelled = type.toUpperCase();
  const isSound = (spelled.includes('<') || traits.holds(spelled, source)) && traits.reads?.(spelled, source) !== false;
  return isSound
    ? []
    : [
        `${at} must be of a type that reads ${source.columnType} as Parquet has it, by its entry or by \`types\` of the pipeline, got: ${type}`,
      ];
}

/** Whether the column never leaves the source, whose connector compares names as the source does. */
export function isExcluded(
  { excludedColumns = [] }: CapturedTable,
  columnName: string,
  { tellsCaseApart }: ColumnTraits = MYSQL_COLUMNS,
): boolean {
  return tellsCaseApart ? excludedColumns.includes(columnName) : isOneOf(excludedColumns, columnName);
}

/** A name that is mistyped would let out what nobody wants out. */
export function missingExclusions(
  table: CapturedTable,
  actual: readonly SourceColumn[],
  traits: ColumnTraits = MYSQL_COLUMNS,
): string[] {
  const all = actual.map(({ columnName }) => columnName);
  return actual.length === 0
    ? []
    : (table.excludedColumns ?? [])
        .filter(
          (name) => !all.some((columnName) => isExcluded({ ...table, excludedColumns: [name] }, columnName, traits)),
        )
        .map(
          (name) =>
            `\`excludedColumns\` of ${table.schema}.${table.table} must be there (${all.join(', ')}), got: ${name}`,
        );
}

/** MySQL does not care about case. */
function isOneOf(names: readonly string[], columnName: string): boolean {
  return names.some((name) => name.toLowerCase() === columnName.toLowerCase());
}

function isDropped(column: CapturedColumn): boolean {
  return typeof column !== 'string' && column.dropped === true;
}
