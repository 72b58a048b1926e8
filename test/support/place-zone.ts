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
