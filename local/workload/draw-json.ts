import { lettersOf } from './letters';
import type { Random } from './random';

const DEEPEST = 3;
const MOST_MEMBERS = 4;
const LARGEST_WHOLE = 10n ** 15n - 1n;
const TEXTS = ['', 'null', 'a "b" \\ c', 'line\nend', 'tab\t', '\u0001', 'Grüße, 世界 😀', ' blank ', '{}'];

/** A document of any kind, whose numbers have at most 15 digits. */
export function drawJson(random: Random): string {
  return JSON.stringify(drawItem(random, 0));
}

function drawItem(random: Random, depth: number): unknown {
  switch (random.below(depth < DEEPEST ? 9 : 6)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return Number(random.between(-LARGEST_WHOLE, LARGEST_WHOLE));
    case 3:
      return random.pick([0, 1, -1, random.below(1_000_000) / 1000]);
    case 4:
      return random.pick(TEXTS);
    case 5:
      return drawName(random);
    case 6:
      return Array.from({ length: random.below(MOST_MEMBERS + 1) }, () => drawItem(random, depth + 1));
    default:
      return Object.fromEntries(
        Array.from({ length: random.below(MOST_MEMBERS + 1) }, () => [drawName(random), drawItem(random, depth + 1)]),
      );
  }
}

function drawName(random: Random): string {
  if (random.chance(0.1)) return random.pick(TEXTS);
  const { plain, beyondAscii } = lettersOf('utf8mb4');
  return Array.from({ length: 1 + random.below(6) }, () => random.pick(random.chance(0.2) ? beyondAscii : plain)).join(
    '',
  );
}
