/** A place with summer time. */
export const PLACE_ZONE = 'Europe/Berlin';

/** Of 2025: as seconds since 1970, and whether summer time begins. */
const CHANGES = [
  [1_743_296_400, 1],
  [1_761_440_400, 0],
] as const;

/** Makes the zone known to a server that knows none, and the server's own; sessions that begin afterwards are in it. */
export function zoneStatements(): string[] {
  return [
    `INSERT INTO mysql.time_zone VALUES (1, 'N')`,
    `INSERT INTO mysql.time_zone_name VALUES ('${PLACE_ZONE}', 1)`,
    `INSERT INTO mysql.time_zone_transition_type VALUES (1, 0, 3600, 0, 'CET'), (1, 1, 7200, 1, 'CEST')`,
    ...CHANGES.map(([at, type]) => `INSERT INTO mysql.time_zone_transition VALUES (1, ${at}, ${type})`),
    `SET GLOBAL time_zone = '${PLACE_ZONE}'`,
  ];
}

/** About the hour that is missing on 30 March and the one that comes twice on 26 October. */
export const INSTANTS: readonly string[] = [
  '2025-03-30T00:59:59Z',
  '2025-03-30T01:00:00Z',
  '2025-10-25T23:59:59Z',
  '2025-10-26T00:00:00Z',
  '2025-10-26T00:30:00Z',
  '2025-10-26T00:59:59Z',
  '2025-10-26T01:00:00Z',
  '2025-10-26T01:30:00Z',
];

/** A table of the instants, beside dates and texts that hang on no zone. */
export const TIMES_TABLE = `CREATE TABLE salesdb.TIMES (ID INT PRIMARY KEY, AT TIMESTAMP, D DATETIME, DAY DATE, CODE CHAR(10),
  SINCE TIMESTAMP NOT NULL DEFAULT '2025-10-26 02:30:00', SEEN TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP)`;

/**
 * A row for each of the instants, written in UTC.
 *
 * @param more values of columns that came later
 */
export function timesFrom(first: number, more = ''): string[] {
  return [
    "SET SESSION time_zone = '+00:00'",
    ...INSTANTS.map((instant, at) => {
      const values = `'${instant.slice(0, 19)}', '2025-03-30 02:30:00', '2025-10-26', 'a', DEFAULT, DEFAULT${more}`;
      return `INSERT INTO salesdb.TIMES VALUES (${first + at}, ${values})`;
    }),
  ];
}
