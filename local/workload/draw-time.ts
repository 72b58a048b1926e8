import type { Random } from './random';
import type { DescribedColumn as Column } from './table-shape';

/** Shares of values that are limits of the type. */
const LIMIT_CHANCE = 0.25;
const DAY_SECONDS = 86_400;
const DAY_MILLISECONDS = DAY_SECONDS * 1000;
/** After the ten days that calendars disagree about, and before years of five digits. */
const FIRST_DAY = Date.UTC(1600, 0, 1) / DAY_MILLISECONDS;
const LAST_DAY = Date.UTC(9999, 11, 31) / DAY_MILLISECONDS;
const DATES = ['1000-01-01', '1969-12-31', '1970-01-01', '2000-02-29', '9999-12-31'];
const LAST_TIMESTAMP_SECOND = 2 ** 31 - 1;
const LARGEST_HOUR = 838;

export function drawDate(_: Column, random: Random, inKey: boolean): string {
  return !inKey && random.chance(LIMIT_CHANCE) ? random.pick(DATES) : drawDay(random);
}

export function drawDatetime({ fraction }: Column, random: Random, inKey: boolean): string {
  if (!inKey && random.chance(LIMIT_CHANCE)) {
    return random.pick([
      `1000-01-01 00:00:00${smallestFraction(fraction)}`,
      // Half a millisecond more would be the year 10000 to whoever rounds to milliseconds.
      `9999-12-31 23:59:59${fraction === 0 ? '' : `.${'999499'.slice(0, fraction)}`}`,
      `1969-12-31 23:59:59${largestFraction(fraction)}`,
      `2026-03-29 02:30:00${zeroFraction(fraction)}`,
    ]);
  }
  return `${drawDay(random)} ${spellClock(random.below(DAY_SECONDS))}${drawFractionDigits(fraction, random)}`;
}

/** In UTC, which the session's time zone has to be. */
export function drawTimestamp({ fraction }: Column, random: Random): string {
  if (random.chance(LIMIT_CHANCE)) {
    return random.pick([
      `1970-01-01 00:00:01${smallestFraction(fraction)}`,
      `2038-01-19 03:14:07${largestFraction(fraction)}`,
      `2038-01-19 03:14:07${zeroFraction(fraction)}`,
    ]);
  }
  const moment = new Date((1 + random.below(LAST_TIMESTAMP_SECOND)) * 1000).toISOString();
  return `${moment.slice(0, 10)} ${moment.slice(11, 19)}${drawFractionDigits(fraction, random)}`;
}

export function drawTime({ fraction }: Column, random: Random): string {
  if (random.chance(LIMIT_CHANCE)) {
    return random.pick([
      `-838:59:59${zeroFraction(fraction)}`,
      `838:59:59${zeroFraction(fraction)}`,
      `838:59:58${largestFraction(fraction)}`,
      `-00:00:00${smallestFraction(fraction)}`,
      `00:00:00${zeroFraction(fraction)}`,
      `24:00:00${zeroFraction(fraction)}`,
    ]);
  }
  const sign = random.chance(0.5) ? '-' : '';
  const clock = spellClock(random.below(LARGEST_HOUR * 3600));
  return `${sign}${clock}${drawFractionDigits(fraction, random)}`;
}

/** A time of day. */
export function drawClock(fraction: number, random: Random): string {
  if (random.chance(LIMIT_CHANCE)) {
    return random.pick([`00:00:00${zeroFraction(fraction)}`, `23:59:59${largestFraction(fraction)}`]);
  }
  return `${spellClock(random.below(DAY_SECONDS))}${drawFractionDigits(fraction, random)}`;
}

/** @param inKey without the year 0, which MySQL takes for 2000 when it compares */
export function drawYear(_: Column, random: Random, inKey: boolean): string {
  if (random.chance(LIMIT_CHANCE)) return random.pick(inKey ? ['1901', '2155'] : ['1901', '2155', '0']);
  return String(1901 + random.below(255));
}

function drawDay(random: Random): string {
  const day = FIRST_DAY + random.below(LAST_DAY - FIRST_DAY + 1);
  return new Date(day * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

function spellClock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

function drawFractionDigits(digits: number, random: Random): string {
  if (digits === 0) return '';
  if (random.chance(LIMIT_CHANCE)) return random.chance(0.5) ? zeroFraction(digits) : smallestFraction(digits);
  return `.${String(random.below(10 ** digits)).padStart(digits, '0')}`;
}

function zeroFraction(digits: number): string {
  return digits === 0 ? '' : `.${'0'.repeat(digits)}`;
}

function smallestFraction(digits: number): string {
  return digits === 0 ? '' : `.${'1'.padStart(digits, '0')}`;
}

function largestFraction(digits: number): string {
  return digits === 0 ? '' : `.${'9'.repeat(digits)}`;
}
