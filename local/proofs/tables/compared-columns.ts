import type { DeclaredColumn } from './target-tables';

/** A column as both sides name it. */
export interface ComparedColumn {
  readonly source: string;
  readonly target: string;
  readonly targetType: string;
}

/**
 * Pairs the columns that both sides hold, in the order of the source. A declared column is found by every name that it has
 * in the source; one that is declared as dropped keeps values that the source has no longer, and is not compared.
 *
 * @param declared the job's columns, by the name in the target
 * @param targetTypes types of the target's columns, by lower-case name
 * @returns also the columns of the source that the target lacks: they make the two incomparable
 */
export function pairColumns(
  sourceColumns: readonly string[],
  declared: Readonly<Record<string, DeclaredColumn>>,
  targetTypes: ReadonlyMap<string, string>,
): { readonly columns: readonly ComparedColumn[]; readonly missing: readonly string[] } {
  const bySource = new Map(
    Object.entries(declared).flatMap(([name, column]) =>
      namesOf(name, column).map((source) => [source.toLowerCase(), { name, column }] as const),
    ),
  );
  const columns: ComparedColumn[] = [];
  const missing: string[] = [];
  for (const source of sourceColumns) {
    const found = bySource.get(source.toLowerCase());
    if (found !== undefined && isDropped(found.column)) continue;
    const target = (found?.name ?? source).toLowerCase();
    const targetType = targetTypes.get(target);
    if (targetType === undefined) missing.push(source);
    else columns.push({ source, target, targetType });
  }
  return { columns, missing };
}

function namesOf(name: string, column: DeclaredColumn): readonly string[] {
  return typeof column === 'string' ? [name] : (column.from ?? [name]);
}

function isDropped(column: DeclaredColumn): boolean {
  return typeof column !== 'string' && column.dropped === true;
}
