import { lettersOf } from './letters';
import type { Random } from './random';
import type { DescribedColumn as Column } from './table-shape';

/** Longest text that fills its column, in characters, and longest value of bytes: rows stay small enough to be many. */
const LONGEST = 4000;
const USUAL_LONGEST = 24;
/** Texts of a key: long enough to be told apart, and within what an index holds. */
const LONGEST_IN_KEY = 16;
const BYTES_PER_CHARACTER = 4;

const ALREADY_SOMETHING = ['null', 'NULL', 'true', '0', '-1', '1e5', '{"a": 1}', '[]', '2026-01-01', 'DEFAULT', '--'];
const CHANCE = { empty: 0.06, full: 0.03, fullWhereLong: 0.005, something: 0.06, awkward: 0.2, beyondAscii: 0.35 };
const LONG = 300;

/** Text of characters that the column's character set has. */
export function drawText(column: Column, random: Random, inKey: boolean): string {
  const longest = Math.min(longestText(column), LONGEST);
  if (inKey) return drawLetters(column, random, 1 + random.below(Math.min(longest, LONGEST_IN_KEY)), inKey);
  if (longest === 0 || random.chance(CHANCE.empty)) return '';
  if (random.chance(longest > LONG ? CHANCE.fullWhereLong : CHANCE.full)) {
    return drawLetters(column, random, longest, inKey);
  }
  if (random.chance(CHANCE.something)) return random.pick(ALREADY_SOMETHING).slice(0, longest);
  return drawLetters(column, random, 1 + random.below(Math.min(longest, USUAL_LONGEST)), inKey);
}

/** @param inKey bytes as the server gives them back, which fills `BINARY` with zeros */
export function drawBytes({ dataType, length }: Column, random: Random, inKey: boolean): Buffer {
  const longest = Math.min(length, inKey ? LONGEST_IN_KEY : LONGEST);
  const drawn = drawSomeBytes(inKey ? 1 : 0, longest, random, inKey ? 0 : CHANCE.full);
  return inKey && dataType === 'binary' ? Buffer.concat([drawn], length) : drawn;
}

function drawSomeBytes(shortest: number, longest: number, random: Random, fullChance: number): Buffer {
  const full = random.chance(longest > LONG ? fullChance / 5 : fullChance);
  const usual = shortest + random.below(Math.max(Math.min(longest, USUAL_LONGEST) - shortest + 1, 1));
  const bytes = Buffer.alloc(full ? longest : Math.min(usual, longest));
  const kind = random.below(8);
  for (let at = 0; kind > 1 && at < bytes.length; at++) bytes[at] = random.below(256);
  if (kind === 1) bytes.fill(0xff);
  // A value that ends in a zero byte, or a blank, is where padding is told from value.
  if (kind === 2 && bytes.length > 1) bytes[bytes.length - 1] = random.pick([0, 0x20]);
  return bytes;
}

function drawLetters({ characterSet, dataType }: Column, random: Random, length: number, inKey: boolean): string {
  const { plain, awkward, beyondAscii } = lettersOf(characterSet ?? 'ascii');
  const takesBeyond = beyondAscii.length > 0 && random.chance(CHANCE.beyondAscii);
  const takesAwkward = random.chance(CHANCE.awkward);
  let text = '';
  for (let at = 0; at < length; at++) {
    if (takesBeyond && random.chance(0.5)) text += random.pick(beyondAscii);
    else if (takesAwkward && random.chance(0.5)) text += random.pick(awkward);
    else text += random.pick(plain);
  }
  if (length > 2 && random.chance(CHANCE.empty)) return withBlanks(text, dataType, inKey);
  return text;
}

/** `CHAR` loses trailing blanks, and a key has to be known as it is kept. */
function withBlanks(text: string, dataType: string, inKey: boolean): string {
  const characters = [...text];
  const leading = ` ${characters.slice(1).join('')}`;
  if (inKey && dataType === 'char') return leading;
  return ` ${characters.slice(1, -1).join('')} `;
}

function longestText({ dataType, length }: Column): number {
  return dataType.endsWith('text') ? Math.floor(length / BYTES_PER_CHARACTER) : length;
}
