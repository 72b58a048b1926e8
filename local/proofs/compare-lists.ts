/** How two bags of texts differ: how many are only in one of them, and one example of each. */
export interface Difference {
  readonly missing: number;
  readonly extra: number;
  readonly examples: readonly string[];
}

const EXAMPLE_LENGTH = 300;

/** Compares as bags: each text as often in one as in the other, in any order. */
export function compareBags(expected: readonly string[], actual: readonly string[]): Difference {
  const counts = new Map<string, number>();
  for (const item of expected) counts.set(item, (counts.get(item) ?? 0) + 1);
  for (const item of actual) counts.set(item, (counts.get(item) ?? 0) - 1);
  let missing = 0;
  let extra = 0;
  const examples: string[] = [];
  for (const [item, count] of counts) {
    if (count > 0 && missing === 0) examples.push(`missing ${item.slice(0, EXAMPLE_LENGTH)}`);
    if (count < 0 && extra === 0) examples.push(`too many ${item.slice(0, EXAMPLE_LENGTH)}`);
    missing += Math.max(count, 0);
    extra += Math.max(-count, 0);
  }
  return { missing, extra, examples };
}

/** The first place where two lists differ, or undefined when they are equal. */
export function firstDifference(
  expected: readonly string[],
  actual: readonly string[],
  same: (a: string, b: string) => boolean,
): number | undefined {
  const length = Math.max(expected.length, actual.length);
  for (let i = 0; i < length; i++) {
    const [a, b] = [expected[i], actual[i]];
    if (a === undefined || b === undefined || !same(a, b)) return i;
  }
  return undefined;
}
