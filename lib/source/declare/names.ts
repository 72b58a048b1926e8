import { COLUMN_NAME, RESERVED_PREFIX } from '../../../connectors/dataset-column';

const MAX_COLUMN_NAME = 63;

/**
 * What columns are called in the lake, by what the source calls them: their own names where the lake can have them.
 *
 * @param taken names that other columns of the table have already
 */
export function lakeColumnNames(sourceNames: readonly string[], taken: readonly string[] = []): Map<string, string> {
  const used = new Set([...taken, ...sourceNames].map((name) => name.toLowerCase()));
  return new Map(
    sourceNames.map((name, index) => [
      name,
      isColumnName(name) ? name : unique(plainName(name, `column_${index + 1}`), used, MAX_COLUMN_NAME),
    ]),
  );
}

function isColumnName(name: string): boolean {
  return COLUMN_NAME.test(name) && !name.startsWith(RESERVED_PREFIX);
}

function plainName(name: string, otherwise: string): string {
  const plain = withoutMarks(name)
    .replaceAll(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+(?=_)/, '')
    .replace(/_+$/, '');
  const named = /^\d/.test(plain) ? `_${plain}` : plain;
  return named === '' ? otherwise : named.slice(0, MAX_COLUMN_NAME);
}

/**
 * What tables are called in the configuration: `SALES_ORDER` and `sales-order` are `salesOrder`, with the schema in front where
 * several would be called the same.
 *
 * @param taken keys that there are already
 */
export function tableKeys(
  tables: readonly { readonly schema: string; readonly table: string }[],
  taken: readonly string[],
): string[] {
  const used = new Set(taken.map((key) => key.toLowerCase()));
  const own = tables.map(({ table }) => camelCase(table));
  const spelled = own.map((key) => key.toLowerCase());
  return tables.map(({ schema }, index) => {
    const key = own[index] ?? '';
    const shared = used.has(key.toLowerCase()) || spelled.filter((other) => other === key.toLowerCase()).length > 1;
    return unique(shared ? `${camelCase(schema)}${key.charAt(0).toUpperCase()}${key.slice(1)}` : key, used);
  });
}

function camelCase(name: string): string {
  const words = withoutMarks(name)
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => (/[a-z]/.test(word) ? word : word.toLowerCase()));
  const joined = words
    .map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join('');
  return /^[a-z]/.test(joined) ? joined : `table${joined}`;
}

/** The name, or the name with the first number that makes it one of its own; without regard to case. */
function unique(name: string, used: Set<string>, maxLength = Number.POSITIVE_INFINITY): string {
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '' : `_${number}`;
    const candidate = name.slice(0, maxLength - ending.length) + ending;
    if (!used.has(candidate.toLowerCase())) {
      used.add(candidate.toLowerCase());
      return candidate;
    }
  }
}

/** `größe` is `gro?e`, for accents are characters of their own then. */
function withoutMarks(name: string): string {
  return name.normalize('NFKD').replaceAll(/\p{M}/gu, '');
}
