import type { CapturedTable } from './bootstrap-request';

/** A table of a publication. */
export interface PublishedTable extends Pick<CapturedTable, 'schema' | 'table'> {
  /** Whether some of its rows or columns are left out. */
  readonly isPart: boolean;
}

export interface PublicationOptions {
  /** Whether it has changes of every kind. */
  readonly isWhole: boolean;
  /** Whether changes of partitions are told as those of their parents. */
  readonly isOfParents: boolean;
}

/**
 * What is wrong with a publication, as `property rule, got: value` sentences.
 *
 * @param options undefined for one that is not there
 */
export function publicationProblems(
  publication: string,
  wanted: readonly Pick<CapturedTable, 'schema' | 'table'>[],
  published: readonly PublishedTable[],
  options: PublicationOptions | undefined,
): string[] {
  const at = `publication ${publication}`;
  if (options === undefined) {
    return [`${at} must be there, and hold every captured table, got: none`];
  }
  const found = new Set(published.map(id));
  const known = new Set(wanted.map(id));
  return [
    ...(options.isWhole ? [] : [`${at} must publish insert, update, delete and truncate, got: fewer`]),
    ...(options.isOfParents
      ? []
      : [
          `\`publish_via_partition_root\` of ${at} must be true, for tables are captured and not partitions, got: false`,
        ]),
    ...wanted
      .map(id)
      .filter((table) => !found.has(table))
      .map((table) => `${at} must hold every captured table, got: none of ${table}`),
    ...published
      .map(id)
      .filter((table) => !known.has(table))
      .map((table) => `${at} must hold captured tables alone, got: ${table}`),
    ...published
      .filter((table) => table.isPart && known.has(id(table)))
      .map((table) => `${at} must hold tables whole, got: some rows or columns of ${id(table)}`),
  ];
}

function id({ schema, table }: Pick<CapturedTable, 'schema' | 'table'>): string {
  return `${schema}.${table}`;
}
