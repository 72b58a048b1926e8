import { WrongArgumentError } from '../local-run-error';

/** A duration that cannot be read. */
export class DurationError extends WrongArgumentError {}

const SECONDS = { s: 1, m: 60, h: 3600 } as const;
const DURATION = /^([1-9]\d{0,5})([smh])$/;

/**
 * @param text such as `30s`, `5m` or `1h`
 * @returns seconds
 * @throws DurationError
 */
export function parseDuration(option: string, text: string): number {
  const [, count, unit] = DURATION.exec(text) ?? [];
  if (count === undefined || unit === undefined) {
    throw new DurationError(
      `\`${option}\` must be whole seconds, minutes or hours, such as 30s, 5m or 1h, got: ${text}`,
    );
  }
  return Number(count) * SECONDS[unit as keyof typeof SECONDS];
}
