import type { Proof } from '../proof';
import type { ProofSubject } from '../proof-log';
import type { ItemsProver, Snapshot } from './items-prover';
import { itemsChecksum, itemText } from './read-items';
import type { Replay } from './replay-sink';

export const REPLAY_CLAIM = 'a replay of the newest records of thousands of keys changes no item';

/** So many that a replay is over within a minute here. */
export const REPLAYED_KEYS = 3000;

const MAX_EXAMPLES = 10;
const SHOWN_LENGTH = 160;

/**
 * A sink that takes records once more leaves every item as it is, whatever only the platform needs of it included; what came
 * meanwhile is compared with the sources.
 *
 * @param replay lets the sink take them
 */
export async function proveReplay(
  prover: Pick<ItemsProver, 'compare' | 'snapshot'>,
  replay: () => Promise<Replay>,
  subject: ProofSubject,
): Promise<Proof> {
  const { problems: earlier, items: before } = await prover.compare();
  const { records, keys, isOver } = await replay();
  const after = await prover.snapshot();
  const changed = changes(before, after);
  const { problems: later } = changed.grew || earlier.length > 0 ? await prover.compare() : { problems: [] };
  const count = [...before.values()].reduce((sum, items) => sum + items.length, 0);
  const problems = [
    ...(isOver ? [] : ['the sink did not come to where it was before']),
    ...(records > 0 ? [] : ['there is no record to replay']),
    ...changed.problems,
    ...earlier.map((problem) => `before: ${problem}`),
    ...later.map((problem) => `after: ${problem}`),
  ];
  const stays = `${records} records of ${keys} keys again: ${count} items stay, ${checksums(before)}`;
  return {
    ...subject,
    expected: stays,
    actual: problems.length === 0 ? stays : problems.join('; '),
    passed: problems.length === 0 && count > 0,
  };
}

function checksums(snapshot: Snapshot): string {
  return [...snapshot.values()].map((items) => `checksum ${itemsChecksum(items)}`).join(', ');
}

/** Items that are others, or no more; whether there are more than before. */
function changes(before: Snapshot, after: Snapshot): { readonly problems: readonly string[]; readonly grew: boolean } {
  const problems: string[] = [];
  let grew = false;
  for (const [topic, items] of before) {
    const now = new Set((after.get(topic) ?? []).map(itemText));
    const gone = items.map(itemText).filter((text) => !now.has(text));
    grew ||= now.size > items.length - gone.length;
    if (gone.length === 0) continue;
    const examples = gone.slice(0, MAX_EXAMPLES).map((text) => text.slice(0, SHOWN_LENGTH));
    problems.push(`${topic}: ${gone.length} items are not as they were`, ...examples);
  }
  return { problems, grew };
}
