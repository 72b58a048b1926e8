import { DEFAULT_REPLICA_IDENTITY } from '../../../connectors/source-policies';
import { literal } from '../../core/render-sql';
import type { CapturedTable, SourceRequest } from './bootstrap-request';
import type { BootstrapSession } from './bootstrap-session';
import { columnFindings, isExcluded, missingExclusions } from './column-findings';
import type { DatabaseChecks } from './database-dialect';
import { POSTGRES_COLUMNS, type PostgresColumn } from './postgres-columns';
import { publishedTables } from './postgres-plan';
import {
  type Ownership,
  ownershipProblems,
  type PostgresTable,
  type ReadingRights,
  readingProblems,
  replicationProblems,
  type SharedTypeName,
  type Slot,
  slotProblems,
  tableTraitProblems,
  typeNameProblems,
} from './postgres-problems';
import { type PublicationOptions, type PublishedTable, publicationProblems } from './publication-problems';
import { type TableKeyRow, tableProblems } from './source-problems';

/** The first whose log tells truncations, and whose slots have a limit. */
const LEAST_VERSION = 13;

/** What a table, or a partition of it, tells of a row before a change. */
interface Identity {
  readonly relation: string;
  readonly replicaIdentity: string;
}

/** What has to be true of a PostgreSQL database that is captured. */
export class PostgresChecks implements DatabaseChecks {
  constructor(
    private readonly session: BootstrapSession,
    private readonly request: SourceRequest,
    private readonly tables: readonly CapturedTable[],
  ) {}

  async settings(): Promise<string[]> {
    const [row] = await this.session.query({ file: 'checks/010-server-settings.sql', values: {} });
    const { wal_level: level, server_version: version } = row ?? {};
    return [
      ...(level === 'logical'
        ? []
        : [
            `\`wal_level\` must be logical (\`rds.logical_replication\` in the parameter group, and a restart), got: ${level}`,
          ]),
      ...(Number(version) >= LEAST_VERSION
        ? []
        : [`the server's version must be ${LEAST_VERSION} or later, got: ${version}`]),
    ];
  }

  async definitions(): Promise<string[]> {
    const problems: string[] = [];
    for (const table of this.tables) {
      problems.push(...(await this.problemsOf(table)));
    }
    return problems;
  }

  /** No value of PostgreSQL has two meanings. */
  async rows(): Promise<string[]> {
    return [];
  }

  async rights(): Promise<string[]> {
    const problems: string[] = [];
    for (const table of this.tables) {
      const owners = await this.rowsOf<Ownership>('checks/033-ownership.sql', table);
      problems.push(...owners.flatMap((owner) => ownershipProblems(table, owner)));
    }
    return problems;
  }

  async established(): Promise<string[]> {
    return [
      ...(await this.readingRights()),
      ...(await this.publication()),
      ...(await this.identities()),
      ...(await this.slot()),
    ];
  }

  private async problemsOf(table: CapturedTable): Promise<string[]> {
    const key = await this.rowsOf<TableKeyRow>('checks/020-table-key.sql', table);
    const [traits] = await this.rowsOf<PostgresTable>('checks/025-table-traits.sql', table);
    const described = await this.rowsOf<PostgresColumn>('checks/030-table-columns.sql', table);
    const isTold = ({ columnName }: { readonly columnName: string }): boolean =>
      !isExcluded(table, columnName, POSTGRES_COLUMNS);
    const columns = described.filter(isTold);
    const shared = await this.rowsOf<SharedTypeName>('checks/035-type-names.sql', table);
    const { problems, undeclared } = columnFindings(table, columns, POSTGRES_COLUMNS);
    if (undeclared.length > 0) {
      console.info(JSON.stringify({ table: `${table.schema}.${table.table}`, undeclaredColumns: undeclared }));
    }
    return [
      ...(traits === undefined ? [] : tableTraitProblems(table, traits)),
      ...tableProblems(table, key),
      ...problems,
      ...typeNameProblems(table, shared.filter(isTold)),
      ...missingExclusions(table, described, POSTGRES_COLUMNS),
    ];
  }

  /** What the user that asks may not do, which is the one of the connectors. */
  private async readingRights(): Promise<string[]> {
    const [row] = await this.session.query({ file: 'checks/065-replication.sql', values: {} });
    const { user, mayReplicate } = row ?? {};
    const problems = replicationProblems(String(user), mayReplicate === true);
    for (const table of this.tables) {
      const rights = await this.rowsOf<ReadingRights>('checks/055-reading.sql', table);
      problems.push(...rights.flatMap((own) => readingProblems(String(user), table, own)));
    }
    return problems;
  }

  private async publication(): Promise<string[]> {
    const { publication } = this.request;
    if (publication === undefined) {
      return [];
    }
    const values = { publication: literal(publication) };
    const tables = await this.session.query({ file: 'checks/040-publication-tables.sql', values });
    const [options] = await this.session.query({ file: 'checks/045-publication-options.sql', values });
    return publicationProblems(
      publication,
      publishedTables(this.tables),
      tables as unknown as readonly PublishedTable[],
      options as unknown as PublicationOptions | undefined,
    );
  }

  private async identities(): Promise<string[]> {
    const problems: string[] = [];
    for (const table of this.tables) {
      const declared = table.replicaIdentity ?? DEFAULT_REPLICA_IDENTITY;
      const code = { default: 'd', full: 'f' }[declared];
      const others = (await this.rowsOf<Identity>('checks/060-replica-identity.sql', table)).filter(
        ({ replicaIdentity }) => replicaIdentity !== code,
      );
      problems.push(
        ...others.map(
          ({ relation, replicaIdentity }) =>
            `\`replicaIdentity\` of ${table.schema}.${table.table} must be ${declared}, got: ${replicaIdentity} in pg_class.relreplident of ${relation}`,
        ),
      );
    }
    return problems;
  }

  private async slot(): Promise<string[]> {
    const { slot } = this.request;
    if (slot === undefined) {
      return [];
    }
    const [row] = await this.session.query({ file: 'checks/050-slot.sql', values: { slot: literal(slot) } });
    return row === undefined ? [] : slotProblems(slot, row as unknown as Slot);
  }

  private async rowsOf<T>(file: string, { schema, table }: CapturedTable): Promise<readonly T[]> {
    const values = { schema: literal(schema), table: literal(table) };
    return (await this.session.query({ file, values })) as readonly T[];
  }
}
