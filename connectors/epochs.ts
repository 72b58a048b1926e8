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
  return epochs.flatMap((begin, index) => {
    const before = epochs[index - 1];
    const property = `${at}[${index}]`;
    const problems = [...partitionProblems(property, begin, numbers), ...offsetProblems(property, begin)];
    return problems.length > 0 || before === undefined ? problems : orderProblems(property, begin, before, numbers);
  });
}

/** A partition that is left out would never get to the epoch: what comes in it from then on would count as old. */
function partitionProblems(property: string, begin: EpochBegin, partitions: readonly string[]): string[] {
  const named = Object.keys(begin);
  return named.length === partitions.length && partitions.every((partition) => named.includes(partition))
    ? []
    : [
        `\`${property}\` must have an offset for each partition of the topic and for no other (${partitions.join(', ')}), got: ${named.join(', ') || '{}'}`,
      ];
}

function offsetProblems(property: string, begin: EpochBegin): string[] {
  return Object.entries(begin)
    .filter(([, offset]) => !Number.isSafeInteger(offset) || offset < 0)
    .map(([partition, offset]) => `\`${property}.${partition}\` must be a whole number of at least 0, got: ${offset}`);
}

/** A partition in which nothing came during an epoch has the same offset twice; not all of them have. */
function orderProblems(
  property: string,
  begin: EpochBegin,
  before: EpochBegin,
  partitions: readonly string[],
): string[] {
  const steps = partitions.map(
    (partition) => [partition, begin[Number(partition)], before[Number(partition)]] as const,
  );
  const falling = steps.filter(([, offset = 0, earlier = 0]) => offset < earlier);
  if (falling.length === 0 && steps.every(([, offset, earlier]) => offset === earlier)) {
    return [
      `\`${property}\` must begin after the epoch before it in at least one partition, got: ${JSON.stringify(begin)}`,
    ];
  }
  return falling.map(
    ([partition, offset, earlier]) =>
      `\`${property}.${partition}\` must not be below the begin of the epoch before it, ${earlier}, got: ${offset}`,
  );
}
