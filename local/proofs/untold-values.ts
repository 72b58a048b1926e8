import { isLosslessNumber } from 'lossless-json';

/** What Debezium writes for a long value that a change left alone, and that PostgreSQL's log therefore leaves out. */
const WORD = '__debezium_unavailable_value';
const LETTERS = [...Buffer.from(WORD)];
const FORMS: ReadonlySet<string> = new Set([
  ...[WORD, Buffer.from(WORD).toString('base64')].flatMap((word) => [word, JSON.stringify([word])]),
  JSON.stringify(LETTERS),
  JSON.stringify(LETTERS.map(() => true)),
]);

/** A row with the values that an event left out as they were. */
export function withOlderValues(
  row: Readonly<Record<string, unknown>>,
  older: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, unknown>> {
  const untold = Object.keys(row).filter((name) => isUntold(row[name]));
  if (older === undefined || untold.length === 0) return row;
  return { ...row, ...Object.fromEntries(untold.map((name) => [name, older[name]])) };
}

export function isUntold(value: unknown): boolean {
  if (typeof value === 'string') return FORMS.has(value);
  if (!Array.isArray(value)) return false;
  return FORMS.has(JSON.stringify(value.map((item: unknown) => (isLosslessNumber(item) ? Number(item) : item))));
}
