import { type Table, tableName } from '../../../connectors/dataset';
import { sourceNameProblem, tableProblems } from '../../../connectors/table-problems';
import { cascadeProblems } from '../bootstrap/cascade-problems';
import { columnFindings, isExcluded, missingExclusions } from '../bootstrap/column-findings';
import { tableProblems as keyProblems } from '../bootstrap/source-problems';
import { bestType } from './best-type';
import { type DescribedTable, keyOf, noTableReason, toldColumns } from './described-table';
import { lakeColumnNames } from './names';

/** What a person knows, and so says for all tables at once. */
export interface DeclareOptions {
  /** Whether tables are declared whose rows foreign keys change, which no log tells of. */
  readonly acknowledgeCascades: boolean;
}

/** A table as it is best declared, or why it cannot be. */
export type Declaration = { readonly table: Table } | { readonly leftOut: readonly string[] };

/**
 * Declares a table so that the bootstrap takes it as it is.
 *
 * @param lakeNames names of tables in the lake that are taken; the new one is added
 */
export function declareTable(
  described: DescribedTable,
  { acknowledgeCascades }: DeclareOptions,
  lakeNames: Set<string>,
): Declaration {
  const obstacle = obstacleOf(described);
  if (obstacle !== undefined) {
    return { leftOut: [obstacle] };
  }
  const plain = plainDeclaration(described);
  const cascades = cascadeProblems(plain, described.cascades);
  const table: Table =
    acknowledgeCascades && cascades.length > 0 ? { ...plain, foreignKeyCascades: 'acknowledged' } : plain;
  const problems = [
    ...sourceProblems(table, described).filter((problem) => !cascades.includes(problem)),
    ...(acknowledgeCascades || cascades.length === 0
      ? []
      : [`${cascades.join('; ')}; --acknowledge-cascades says so of every such table`]),
  ];
  if (problems.length > 0) {
    return { leftOut: problems };
  }
  const named = withLakeName(table, lakeNames);
  const unsound = tableProblems('table', named);
  if (unsound.length > 0) {
    return { leftOut: unsound };
  }
  lakeNames.add(tableName(named));
  return { table: named };
}

/** What the bootstrap would say of a declaration, as `property rule, got: value` sentences. */
export function sourceProblems(table: Table, described: DescribedTable): string[] {
  const { keyRows, columns, cascades, problems, types } = described;
  const captured = columns.filter(({ columnName }) => !isExcluded(table, columnName, types.traits));
  return [
    ...problems,
    ...keyProblems(table, keyRows),
    ...columnFindings(table, captured, types.traits).problems,
    ...missingExclusions(table, columns, types.traits),
    ...cascadeProblems(table, cascades),
  ];
}

function obstacleOf(described: DescribedTable): string | undefined {
  const { schema, table, columns, untoldColumns } = described;
  const noTable = noTableReason(described);
  if (noTable !== undefined) {
    return noTable;
  }
  const [name] = [schema, table].flatMap((each) => sourceNameProblem(each) ?? []);
  if (name !== undefined) {
    return `its name ${name}; rename it in the source`;
  }
  if (columns.length === 0) {
    return 'none of its columns may be seen: grant SELECT on it';
  }
  const key = keyOf(described);
  if (key.length === 0) {
    return 'has no primary key, without which no change can be merged: give it one in the source';
  }
  const untold = key.filter((column) => untoldColumns.includes(column));
  return untold.length === 0
    ? undefined
    : `its primary key has ${untold.join(', ')}, made of other columns, which the log does not tell: give it another`;
}

function plainDeclaration(described: DescribedTable): Table {
  const { untoldColumns, types } = described;
  const columns = toldColumns(described);
  const names = lakeColumnNames(columns.map(({ columnName }) => columnName));
  const nameOf = (column: string): string => names.get(column) ?? column;
  return {
    schema: described.schema,
    table: described.table,
    keyColumns: keyOf(described).map(nameOf),
    columns: Object.fromEntries(
      columns.map((column) => {
        const type = bestType(column, types);
        const name = nameOf(column.columnName);
        return [name, name === column.columnName ? type : { type, from: column.columnName }];
      }),
    ),
    ...(untoldColumns.length === 0 ? {} : { excludedColumns: untoldColumns }),
  };
}

/** The name that follows from schema and table, where the lake can have it and no other table has it. */
function withLakeName(table: Table, taken: ReadonlySet<string>): Table {
  const own = tableName(table);
  const isSound = (lakeName: string): boolean =>
    !taken.has(lakeName) && tableProblems('table', { ...table, lakeName }).length === 0;
  if (isSound(own)) {
    return table;
  }
  const base = /^[a-z]/.test(own) ? own : `t_${own.replace(/^_+/, '')}`;
  for (let number = 1; number <= taken.size + 1; number++) {
    const lakeName = number === 1 ? base : `${base}_${number}`;
    if (isSound(lakeName)) {
      return { ...table, lakeName };
    }
  }
  return table;
}
