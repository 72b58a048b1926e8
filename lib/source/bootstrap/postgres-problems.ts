import type { CapturedTable } from './bootstrap-request';

/** A table as `pg_class` has it. */
export interface PostgresTable {
  readonly kind: string;
  readonly persistence: string;
  readonly isPartition: boolean;
  readonly inherits: boolean;
  readonly hasHeirs: boolean;
  /** Names of partitions that the log does not tell of. */
  readonly untoldPartitions: string | null;
  readonly deferrableKey: boolean;
}

/** What the server says of a slot. */
export interface Slot {
  readonly active: boolean;
  /** Undefined before PostgreSQL 13. */
  readonly walStatus: string | null;
  readonly keptBytes: string | null;
}

/** Places in the log that a slot has, and will keep. */
const KEPT = ['reserved', 'extended'];

/** What of a table the log does not tell, or not rightly, as `property rule, got: value` sentences. */
export function tableTraitProblems(
  { schema, table }: Pick<CapturedTable, 'schema' | 'table'>,
  traits: PostgresTable,
): string[] {
  const at = `${schema}.${table}`;
  return [
    ...(traits.persistence === 'p'
      ? []
      : [
          `${at} must be logged, for what is not is in no log, got: ${traits.persistence === 'u' ? 'UNLOGGED' : 'TEMPORARY'}`,
        ]),
    ...(traits.untoldPartitions === null
      ? []
      : [
          `${at} must have partitions that are logged, and on this server, or their rows are in no log of it, got: ${traits.untoldPartitions}`,
        ]),
    ...(traits.isPartition ? [`${at} must be captured through its parent, got: a partition`] : []),
    ...(traits.inherits ? [`${at} must be a table by itself, got: one that inherits`] : []),
    ...(traits.hasHeirs
      ? [`${at} must be a table by itself, got: one that others inherit from, whose rows it shows as its own`]
      : []),
    ...(traits.deferrableKey
      ? [
          `the primary key of ${at} must not be deferrable, for two rows that swap their keys are told as if one were lost, got: DEFERRABLE`,
        ]
      : []),
  ];
}

/** A column whose type shares its name with others that the connector may take for it. */
export interface SharedTypeName {
  readonly columnName: string;
  readonly type: string;
  readonly others: string;
}

/** Columns whose values would be told as those of other types, as sentences of the same form. */
export function typeNameProblems(
  { schema, table }: Pick<CapturedTable, 'schema' | 'table'>,
  shared: readonly SharedTypeName[],
): string[] {
  return shared.map(
    ({ columnName, type, others }) =>
      `column ${columnName} of ${schema}.${table} must have a type whose name no type or table has that the connector would find in its place, or be in \`excludedColumns\`, got: ${type} beside ${others}`,
  );
}

/** What is wrong with the place that a reader has in the log, as sentences of the same form. */
export function slotProblems(slot: string, { active, walStatus, keptBytes }: Slot): string[] {
  return [
    ...(walStatus === null || KEPT.includes(walStatus)
      ? []
      : [
          `slot ${slot} must have its place in the log (a new snapshot helps where it is lost), got: wal_status ${walStatus}`,
        ]),
    ...(active ? [] : [`slot ${slot} must have a reader, got: none, and ${keptBytes ?? '0'} bytes of log kept for it`]),
  ];
}

/** Whose a table is, to the user that asks. */
export interface Ownership {
  readonly user: string;
  readonly owner: string;
  /** Whether the user is the owner, or may act as it. */
  readonly owns: boolean;
  /** Whether the user may open the schema to others, or it is open to everybody. */
  readonly opens: boolean;
}

/** What keeps a user from publishing a table, and from letting another one read it, as sentences of the same form. */
export function ownershipProblems(
  { schema, table }: Pick<CapturedTable, 'schema' | 'table'>,
  { user, owner, owns, opens }: Ownership,
): string[] {
  return [
    ...(owns
      ? []
      : [
          `${schema}.${table} must belong to ${user} or to a role that it is a member of, for only such a user publishes it, got: ${owner}`,
        ]),
    ...(opens ? [] : [`${user} must have USAGE on schema ${schema} with the grant option, got: none`]),
  ];
}

/** What a user may do with a table. */
export interface ReadingRights {
  /** Whether the table's schema is open. */
  readonly mayEnter: boolean;
  readonly mayRead: boolean;
  /** Whether policies decide which rows it sees. */
  readonly seesPart: boolean;
}

/** What keeps a user from reading a table, as sentences of the same form. */
export function readingProblems(
  user: string,
  { schema, table }: Pick<CapturedTable, 'schema' | 'table'>,
  { mayEnter, mayRead, seesPart }: ReadingRights,
): string[] {
  return [
    ...(mayEnter ? [] : [`${user} must have USAGE on schema ${schema}, got: none`]),
    ...(mayRead ? [] : [`${user} must have SELECT on ${schema}.${table}, got: none`]),
    ...(seesPart
      ? [
          `${user} must see every row of ${schema}.${table} (BYPASSRLS, or the rights of its owner), got: those that row security lets it see`,
        ]
      : []),
  ];
}

/** What keeps a user from reading the log, as sentences of the same form. */
export function replicationProblems(user: string, mayReplicate: boolean): string[] {
  return mayReplicate ? [] : [`${user} must be a member of rds_replication, or have REPLICATION, got: neither`];
}
