/** Longest name of a slot, and of anything else in PostgreSQL. */
const MAX_NAME = 63;

/** What a reader of PostgreSQL's log has in the database: a place in the log, and a list of tables. */
export interface ReplicationSlot {
  /** Lower-case letters, digits and `_`; unique on its server. */
  readonly slot: string;
  /** Unique in its database. */
  readonly publication: string;
}

/** Both are called as their connector is, by characters that slots may have: of names of connectors no two become one. */
export function replicationSlot(connectorName: string): ReplicationSlot {
  const name = connectorName.toLowerCase().replaceAll('-', '_');
  return { slot: name, publication: name };
}

/** What is wrong with the name of a connector that a slot is called by, as `rule, got: value`. */
export function slotProblem(connectorName: string): string | undefined {
  const { slot } = replicationSlot(connectorName);
  return slot.length <= MAX_NAME
    ? undefined
    : `must name a replication slot of at most ${MAX_NAME} characters, got: ${slot} (${slot.length})`;
}
