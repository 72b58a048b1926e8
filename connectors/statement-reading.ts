/** A statement, or a table, that somebody has understood in place of the connector. */
export interface StatementReading {
  /** The statement, or `TABLE …`, as the connector tells it; spaces and line breaks between its words do not count. */
  readonly statement: string;
  /** What it does to the captured tables, in words that the connector's parsers know; empty when it does nothing to them. */
  readonly readAs: string;
}

/** Keys of the connector's own, as its class `Readings` takes them. */
export function statementReadings(readings: readonly StatementReading[]): Record<string, string> {
  return Object.fromEntries(
    readings.flatMap(({ statement, readAs }, index) => [
      [`statements.${index}.text`, statement],
      [`statements.${index}.read.as`, readAs],
    ]),
  );
}

/**
 * Every rule that readings break, as `property rule, got: value` sentences; empty when they are sound.
 *
 * @param at path of the readings, without quotes
 */
export function statementReadingProblems(at: string, readings: readonly StatementReading[]): string[] {
  const spaced = readings.map(({ statement }) => statement.trim().replaceAll(/\s+/g, ' '));
  return spaced.flatMap((statement, index) => {
    const property = `\`${at}[${index}].statement\``;
    if (statement === '') {
      return [`${property} must be the statement that the connector told, got none`];
    }
    return spaced.indexOf(statement) === index ? [] : [`${property} must be read in one way, got twice: ${statement}`];
  });
}
