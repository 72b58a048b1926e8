/** Where an epoch begins: its first offset, by partition of the table's topic. */
export type EpochBegin = Readonly<Record<number, number>>;

/** Digits that positions have for the number of an epoch. */
const EPOCH_DIGITS = 4;
const MAX_EPOCHS = 10 ** EPOCH_DIGITS - 1;

/**
 * Every rule that the begins of a dataset's epochs break, as `property rule, got: value` sentences; empty when they are
 * sound.
 *
 * @param at path of the epochs, without quotes
 * @param partitions of the table's topic
 */
export function epochProblems(at: string, epochs: readonly EpochBegin[], partitions: number): string[] {
  if (epochs.length > MAX_EPOCHS) {
    return [
      `\`${at}\` must be at most ${MAX_EPOCHS}, for positions have ${EPOCH_DIGITS} digits for them, got: ${epochs.length}`,
    ];
  }
  const numbers = [...Array(partitions).keys()].map(String);
  const before = new Map<string, number>();
  return epochs.flatMap((begin, index) => {
    const property = `${at}[${index}]`;
    const problems = [
      ...partitionProblems(property, begin, numbers),
      ...offsetProblems(property, begin),
      ...orderProblems(property, begin, before),
    ];
    for (const [partition, offset] of Object.entries(begin)) before.set(partition, offset);
    return problems;
  });
}

/** A partition that is left out stays in the epoch that it is in: nothing of the new log came there yet. */
function partitionProblems(property: string, begin: EpochBegin, partitions: readonly string[]): string[] {
  const named = Object.keys(begin);
  return named.length > 0 && named.every((partition) => partitions.includes(partition))
    ? []
    : [
        `\`${property}\` must have offsets of partitions of the topic (${partitions.join(', ')}), got: ${named.join(', ') || '{}'}`,
      ];
}

function offsetProblems(property: string, begin: EpochBegin): string[] {
  return Object.entries(begin)
    .filter(([, offset]) => !Number.isSafeInteger(offset) || offset < 0)
    .map(([partition, offset]) => `\`${property}.${partition}\` must be a whole number of at least 0, got: ${offset}`);
}

/** A partition in which nothing came during an epoch has the same offset twice. */
function orderProblems(property: string, begin: EpochBegin, earlier: ReadonlyMap<string, number>): string[] {
  return Object.entries(begin).flatMap(([partition, offset]) => {
    const before = earlier.get(partition);
    return before === undefined || offset >= before
      ? []
      : [`\`${property}.${partition}\` must not be below the begin of the epoch before it, ${before}, got: ${offset}`];
  });
}
