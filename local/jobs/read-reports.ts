import { readFileSync } from 'node:fs';

/** One line of JSON that a job printed: `event` says what about. */
export type JobReport = Readonly<Record<string, unknown>>;

/** The reports in a job's output, in order: its lines that are JSON objects with an `event`. */
export function readReports(logFile: string): JobReport[] {
  return readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .flatMap((line) => {
      const value = parse(line);
      return value !== undefined && 'event' in value ? [value] : [];
    });
}

function parse(line: string): JobReport | undefined {
  try {
    return JSON.parse(line) as JobReport;
  } catch {
    return undefined;
  }
}
