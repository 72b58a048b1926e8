/** Whole numbers that a JavaScript number would round. */
const LONG_NUMBER = /([:[,]\s*)(-?\d{16,}(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=\s*[,}\]])/g;

/** A text that two JSON documents share exactly when they mean the same: order of keys and spacing do not count. */
export function comparableJson(text: string): string {
  return JSON.stringify(sorted(JSON.parse(text.replace(LONG_NUMBER, '$1"$2"'))));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

/** Whether two JSON documents mean the same. */
export function sameJson(a: string, b: string): boolean {
  return a === b || comparableJson(a) === comparableJson(b);
}
