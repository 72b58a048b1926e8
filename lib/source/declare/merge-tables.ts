import { type Table, tableId, tableName, topicName } from '../../../connectors/dataset';
import { sourceNames } from '../../../connectors/dataset-column';
import { columnFindings, isExcluded } from '../bootstrap/column-findings';
import { bestType } from './best-type';
import { type DeclareOptions, declareTable, sourceProblems } from './declare-table';
import { type DescribedTable, toldColumns } from './described-table';
import { lakeColumnNames, tableKeys } from './names';
import { renderColumns, renderEntry } from './render-table';
import type { Place, TableEntry, TablesFile } from './tables-file';

/** What became of a file of tables. */
export interface MergedTables {
  /** The file, not formatted; the very text that it was where nothing is new. */
  readonly text: string;
  /** Keys of tables that are new in it. */
  readonly added: readonly string[];
  /** Columns that are new in tables that were there, as `key.column`. */
  readonly addedColumns: readonly string[];
  /** Tables of the source that are not in it, and why. */
  readonly leftOut: readonly string[];
  /** What the bootstrap would refuse of what a person wrote, or wrote about a source that has changed since. */
  readonly differences: readonly string[];
}

interface Insertion {
  readonly place: Place;
  readonly text: string;
}

/**
 * Adds to a file what is new in the source: tables, and columns of tables that it has. Nothing that stands there is changed, for
 * nobody else knows why it does.
 *
 * @param unread ids of tables that are there as well, and cannot be described
 */
export function mergeTables(
  file: TablesFile,
  described: readonly DescribedTable[],
  options: DeclareOptions,
  unread: readonly string[] = [],
): MergedTables {
  const entries = new Map(file.entries.map((entry) => [tableId(entry.table), entry]));
  const fresh = described.filter((each) => !entries.has(tableId(asTable(each))));
  const merged = described.flatMap((each) => {
    const entry = entries.get(tableId(asTable(each)));
    return entry === undefined ? [] : [mergeEntry(entry, each)];
  });
  const { insertions, added, leftOut } = declareFresh(file, fresh, options);
  const all = [...merged.flatMap(({ insertion }) => insertion ?? []), ...insertions];
  return {
    text: withInsertions(file.text, all),
    added,
    addedColumns: merged.flatMap(({ columns }) => columns),
    leftOut,
    differences: [...merged.flatMap(({ differences }) => differences), ...goneTables(file, described, unread)],
  };
}

function mergeEntry(
  { key, table, moreColumns }: TableEntry,
  described: DescribedTable,
): { readonly insertion?: Insertion; readonly columns: readonly string[]; readonly differences: readonly string[] } {
  const { types } = described;
  const wanted = toldColumns(described).filter(({ columnName }) => !isExcluded(table, columnName, types.traits));
  const { undeclared } = columnFindings(table, wanted, types.traits);
  const taken = Object.entries(table.columns).flatMap(([name, column]) => sourceNames(name, column));
  const names = lakeColumnNames(undeclared, taken);
  const columns: Table['columns'] = Object.fromEntries(
    wanted
      .filter(({ columnName }) => undeclared.includes(columnName))
      .map((column) => {
        const name = names.get(column.columnName) ?? column.columnName;
        const type = bestType(column, types);
        return [name, name === column.columnName ? type : { type, from: column.columnName }];
      }),
  );
  const differences = sourceProblems({ ...table, columns: { ...table.columns, ...columns } }, described);
  const told = { columns: Object.keys(columns).map((name) => `${key}.${name}`), differences };
  return undeclared.length === 0
    ? told
    : { ...told, insertion: { place: moreColumns, text: renderColumns(columns, described) } };
}

function declareFresh(
  file: TablesFile,
  fresh: readonly DescribedTable[],
  options: DeclareOptions,
): { readonly insertions: Insertion[]; readonly added: string[]; readonly leftOut: string[] } {
  const lakeNames = new Set(file.entries.map(({ table }) => tableName(table)));
  const topics = new Map(file.entries.map(({ table }) => [topicOf(table), tableId(table)]));
  const declared: { readonly table: Table; readonly described: DescribedTable }[] = [];
  const leftOut: string[] = [];
  for (const described of fresh) {
    const declaration = declareTable(described, options, lakeNames);
    const id = tableId(asTable(described));
    if ('leftOut' in declaration) {
      leftOut.push(...declaration.leftOut.map((reason) => `${id}: ${reason}`));
      continue;
    }
    const { table } = declaration;
    const owner = topics.get(topicOf(table));
    if (owner !== undefined) {
      leftOut.push(`${id}: would have the topic of ${owner}; declare it by hand, and give it a capture of its own`);
      continue;
    }
    topics.set(topicOf(table), id);
    declared.push({ table, described });
  }
  const keys = tableKeys(
    declared.map(({ table }) => table),
    file.entries.map(({ key }) => key),
  );
  const insertions = declared
    .map(({ table, described }, index) => ({ key: keys[index] ?? '', table, described }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ key, table, described }) => ({
      key,
      place: placeOf(file, key),
      text: renderEntry(key, table, described),
    }));
  return { insertions, added: insertions.map(({ key }) => key), leftOut };
}

/** Before the first that sorts behind it where all are sorted; otherwise at the end, for the order is a person's. */
function placeOf({ entries, moreEntries }: TablesFile, key: string): Place {
  const sorted = entries.every((entry, index) => index === 0 || (entries[index - 1]?.key ?? '') < entry.key);
  const next = sorted ? entries.find((entry) => entry.key > key) : undefined;
  return next === undefined ? moreEntries : { at: next.start };
}

/** Only of schemas that were looked at. */
function goneTables(
  { entries }: TablesFile,
  described: readonly DescribedTable[],
  unread: readonly string[],
): string[] {
  const schemas = new Set(described.map(({ schema }) => schema));
  const ids = new Set([...described.map((each) => tableId(asTable(each))), ...unread]);
  return entries
    .filter(({ table }) => schemas.has(table.schema) && !ids.has(tableId(table)))
    .map(
      ({ key, table }) =>
        `\`${key}\` must be a table that exists; remove it where it is gone for good, got: ${tableId(table)}`,
    );
}

function withInsertions(text: string, insertions: readonly Insertion[]): string {
  const commas = new Set(insertions.flatMap(({ place }) => place.comma ?? []));
  const pieces = [
    ...[...commas].map((at) => ({ at, text: ',' })),
    ...insertions.map(({ place, text: piece }) => ({ at: place.at, text: piece })),
  ].sort((one, other) => one.at - other.at);
  let result = '';
  let done = 0;
  for (const piece of pieces) {
    result += text.slice(done, piece.at) + piece.text;
    done = piece.at;
  }
  return result + text.slice(done);
}

function topicOf(table: Pick<Table, 'schema' | 'table'>): string {
  return topicName({ ...asTable(table), source: '' });
}

function asTable({ schema, table }: Pick<Table, 'schema' | 'table'>): Table {
  return { schema, table, keyColumns: [], columns: {} };
}
