import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How long a part took. */
export interface PartTime {
  readonly name: string;
  readonly seconds: number;
}

/** Seconds that each part may take on two quiet cores. A loaded machine takes longer, so nothing fails by them. */
const BUDGETS: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(join(__dirname, 'seconds-per-part.json'), 'utf8'),
);

/** A warning for each part that took longer than its budget, or that has none. */
export function overBudget(parts: readonly PartTime[], budgets = BUDGETS): string[] {
  return parts.flatMap(({ name, seconds }) => {
    const budget = budgets[name];
    if (budget === undefined)
      return [
        `warning: \`${name}\` must have a budget in test/suite/seconds-per-part.json, took: ${seconds.toFixed(0)} s`,
      ];
    return seconds > budget ? [`warning: \`${name}\` has a budget of ${budget} s, took: ${seconds.toFixed(0)} s`] : [];
  });
}

/** By name, in tenths. */
export function secondsOf(parts: readonly PartTime[]): Record<string, number> {
  return Object.fromEntries(parts.map(({ name, seconds }) => [name, Math.round(seconds * 10) / 10]));
}
