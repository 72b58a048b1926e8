/** What became of the rows of one load under one fault. */
export interface FaultRow {
  readonly fault: string;
  /** Of everything random in it; with it the very same is tried again. */
  readonly seed: number;
  /** Rows that are in the topic and not in the target. */
  readonly lost: number;
  /** Rows that the target has in an older state. */
  readonly stale: number;
  /** Rows that the target has more than once. */
  readonly duplicated: number;
}

const COUNTS = ['seed', 'lost', 'stale', 'duplicated'] as const;

/**
 * What the tests of the plugin modules wrote down, a JSON object a line.
 *
 * @throws Error for a line that is none of theirs
 */
export function readFaultRows(text: string): FaultRow[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const row = JSON.parse(line) as Record<string, unknown>;
    const isComplete = typeof row['fault'] === 'string' && COUNTS.every((count) => Number.isInteger(row[count]));
    if (!isComplete) throw new Error(`a line must have fault, ${COUNTS.join(', ')}, got: ${line}`);
    return row as unknown as FaultRow;
  });
}

/** Whether every row arrived once, in its newest state. A table without a row proves nothing. */
export function isFaultless(rows: readonly FaultRow[]): boolean {
  return rows.length > 0 && rows.every(({ lost, stale, duplicated }) => lost + stale + duplicated === 0);
}
