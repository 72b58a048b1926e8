/** What the dates of a table that are none in any calendar become: nothing, for there must be none, or NULL. */
export type ZeroDatePolicy = 'fail' | 'null';
/** What a table's cascading foreign keys are: an obstacle, or a loss that somebody knows of. */
export type ForeignKeyCascadePolicy = 'fail' | 'acknowledged';

/** What PostgreSQL's log tells of a row before a change: its key, or all of it. */
export type ReplicaIdentity = 'default' | 'full';

/** What the source may do that its log does not tell as it was. */
export interface SourcePolicies {
  /**
   * What becomes of zero dates (`0000-00-00`, `2001-02-00`) of the table. With `fail` there must be none: the bootstrap refuses
   * a server that lets them in and a table that has one, and capture stops at one. With `null` the event has `0000-00-00`, and
   * columns that are declared DATE or TIMESTAMP have NULL, counted in the job's report. What a snapshot reads from a column that
   * takes NULL is NULL in either case, and nothing says which NULL was one.
   *
   * @default DEFAULT_ZERO_DATES
   */
  readonly zeroDates?: ZeroDatePolicy;
  /**
   * Whether the table may have foreign keys with ON DELETE or ON UPDATE CASCADE, SET NULL or SET DEFAULT. Rows that InnoDB
   * changes because of one are in no log: a child that went with its parent stays in everything that is made of the table,
   * and one whose reference was changed keeps the old one. `acknowledged` says that this is known and made up for elsewhere.
   *
   * @default DEFAULT_FOREIGN_KEY_CASCADES
   */
  readonly foreignKeyCascades?: ForeignKeyCascadePolicy;
  /**
   * What PostgreSQL's log tells of a row before it was changed. `default`: its key, and a change leaves out long values that it did
   * not touch. `full`: the whole row, at the cost of as much log again; whoever cannot keep what a change leaves out needs it, as a
   * warehouse does.
   *
   * @default DEFAULT_REPLICA_IDENTITY
   */
  readonly replicaIdentity?: ReplicaIdentity;
}

/** A NULL that was none is a wrong value that nothing tells of. */
export const DEFAULT_ZERO_DATES: ZeroDatePolicy = 'fail';
/** A row that went unseen is there for ever. */
export const DEFAULT_FOREIGN_KEY_CASCADES: ForeignKeyCascadePolicy = 'fail';

export const DEFAULT_REPLICA_IDENTITY: ReplicaIdentity = 'default';

export const REPLICA_IDENTITIES: readonly string[] = ['default', 'full'] satisfies ReplicaIdentity[];
export const ZERO_DATE_POLICIES: readonly string[] = ['fail', 'null'] satisfies ZeroDatePolicy[];
export const FOREIGN_KEY_CASCADE_POLICIES: readonly string[] = [
  'fail',
  'acknowledged',
] satisfies ForeignKeyCascadePolicy[];

/**
 * Every rule that the policies break, as `property rule, got: value` sentences; empty when they are sound.
 *
 * @param at path of the dataset, without quotes
 */
export function sourcePolicyProblems(at: string, policies: SourcePolicies): string[] {
  const zeroDates = policies.zeroDates ?? DEFAULT_ZERO_DATES;
  const identity = policies.replicaIdentity ?? DEFAULT_REPLICA_IDENTITY;
  const cascades = policies.foreignKeyCascades ?? DEFAULT_FOREIGN_KEY_CASCADES;
  return [
    ...(ZERO_DATE_POLICIES.includes(zeroDates)
      ? []
      : [`\`${at}.zeroDates\` must be one of ${ZERO_DATE_POLICIES.join(', ')}, got: ${zeroDates}`]),
    ...(FOREIGN_KEY_CASCADE_POLICIES.includes(cascades)
      ? []
      : [`\`${at}.foreignKeyCascades\` must be one of ${FOREIGN_KEY_CASCADE_POLICIES.join(', ')}, got: ${cascades}`]),
    ...(REPLICA_IDENTITIES.includes(identity)
      ? []
      : [`\`${at}.replicaIdentity\` must be one of ${REPLICA_IDENTITIES.join(', ')}, got: ${identity}`]),
  ];
}
