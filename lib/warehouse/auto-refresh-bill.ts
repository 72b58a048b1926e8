/**
 * Of an RPU-hour in us-east-1, in US dollars. Read in November 2026 in texts that quote AWS's page of prices
 * (https://aws.amazon.com/redshift/pricing), which itself was not read.
 */
const RPU_HOUR = { region: 'us-east-1', dollars: 0.375 } as const;
const HOURS_PER_DAY = 24;
const DAYS_PER_MONTH = 30;

/**
 * What it costs that Redshift refreshes views by itself, in a sentence.
 *
 * @param at path of the option, without quotes
 * @param baseCapacity RPUs; undefined where nobody knows them
 */
export function autoRefreshBill(at: string, baseCapacity: number | undefined): string {
  const rpus = baseCapacity ?? 1;
  const perDay = rpus * HOURS_PER_DAY * RPU_HOUR.dollars;
  const each = baseCapacity === undefined ? ' for each RPU of its capacity' : '';
  return (
    `\`${at}\` keeps the warehouse computing day and night while records come: ` +
    `${rpus} ${rpus === 1 ? 'RPU' : 'RPUs'} x ${HOURS_PER_DAY} h x ${RPU_HOUR.dollars} USD = ${perDay} USD a day, about ${Math.round(perDay * DAYS_PER_MONTH)} USD a month${each}. ` +
    `An estimate by the price of an RPU-hour in ${RPU_HOUR.region}; without it, the warehouse is billed while merges run`
  );
}
