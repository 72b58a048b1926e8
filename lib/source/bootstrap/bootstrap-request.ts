import type { Dataset } from '../../../connectors/dataset';
import {
  DEFAULT_FOREIGN_KEY_CASCADES,
  DEFAULT_ZERO_DATES,
  FOREIGN_KEY_CASCADE_POLICIES,
  type ForeignKeyCascadePolicy,
  REPLICA_IDENTITIES,
  type ReplicaIdentity,
  type SourcePolicies,
  ZERO_DATE_POLICIES,
  type ZeroDatePolicy,
} from '../../../connectors/source-policies';
import type { UndeclaredTables } from '../../../connectors/sources/undeclared-tables';
import { packText } from '../../core/packed-text';
import { list, oneOf, text } from './request-properties';

/** A table whose changes are captured, with the key and the types that downstream merges rely on. */
export type CapturedTable = Pick<
  Dataset,
  'schema' | 'table' | 'keyColumns' | 'excludedColumns' | keyof SourcePolicies
> & {
  readonly columns: Readonly<Record<string, CapturedColumn>>;
  /**
   * Columns that items of DynamoDB are found by, as events call them, with the type that the key of their table has.
   *
   * @default - none
   */
  readonly itemKeys?: Readonly<Record<string, KeyForm>>;
  /**
   * Whether columns are declared by the very names that events have, for somebody finds them by no other: a field of a SUPER.
   *
   * @default false - in whatever case
   */
  readonly exactNames?: boolean;
  /**
   * Whether every column has a name that Avro takes, declared or not.
   *
   * @default false
   */
  readonly avroNames?: boolean;
  /**
   * What columns of its rows in Parquet are that are something else there than their entries say, as Hive spells it.
   *
   * @default - it has no rows in Parquet
   */
  readonly rowTypes?: Readonly<Record<string, string>>;
};

/** As DynamoDB calls them: numbers and texts. */
export type KeyForm = 'N' | 'S';

/** A `DatasetColumn`, also one whose type nobody has checked yet. */
export type CapturedColumn =
  | string
  | { readonly type: string; readonly from?: string | readonly string[]; readonly dropped?: true };

/** Makes of databases whose words the bootstrap knows; each has a folder of SQL. */
export type Dialect = 'mysql' | 'postgres';
export const DIALECTS: readonly Dialect[] = ['mysql', 'postgres'];
/** Such as slots may have. */
const POSTGRES_NAME = /^[a-z0-9_]{1,63}$/;

/** What a captured table that is not there is: a mistake, or one that will come. */
export type MissingTablesPolicy = 'fail' | 'wait';
const MISSING_TABLES_POLICIES: readonly string[] = ['fail', 'wait'] satisfies MissingTablesPolicy[];

/** The source as it has to be. Values may be CDK tokens at synth. */
export interface SourceRequest {
  readonly dialect: Dialect;
  readonly hostname: string;
  /** Decimal digits; a token at synth. */
  readonly port: string;
  readonly database: string;
  readonly cdcSecretArn: string;
  readonly capturedTables: readonly CapturedTable[];
  readonly whenTablesMissing: MissingTablesPolicy;
  /** Of a capture of MySQL: schemas whose further tables are captured. @default - none */
  readonly undeclaredTables?: readonly UndeclaredTables[];
  /** Of a capture of PostgreSQL: what its reader has in the database. @default - none */
  readonly publication?: string;
  readonly slot?: string;
}

/** What the bootstrap is asked to bring about. */
export interface BootstrapRequest extends SourceRequest {
  /** @default - none: nothing is brought about, and only looked at */
  readonly adminSecretArn?: string;
  /** Sample whose schema and rows are made, and the secret of the user that writes to them. */
  readonly sample?: { readonly name: string; readonly appSecretArn: string };
  /** A further database of a PostgreSQL server, and the secret of the user that it belongs to. @default - none */
  readonly ownedDatabase?: { readonly name: string; readonly ownerSecretArn: string };
  /** @default - left as it is */
  readonly binlogRetentionHours?: number;
}

/** CloudFormation hands every scalar on as text, so texts are what the template holds. */
export type BootstrapProperties = Readonly<Record<string, string | readonly Readonly<Record<string, string>>[]>>;

/** Properties of the custom resource; the inverse of `parseRequest`. */
export function toProperties(request: BootstrapRequest): BootstrapProperties {
  return {
    ...toSourceProperties(request),
    ...(request.adminSecretArn === undefined ? {} : { AdminSecretArn: request.adminSecretArn }),
    ...(request.sample === undefined ? {} : { Sample: request.sample.name, AppSecretArn: request.sample.appSecretArn }),
    ...(request.ownedDatabase === undefined
      ? {}
      : { OwnedDatabase: request.ownedDatabase.name, OwnerSecretArn: request.ownedDatabase.ownerSecretArn }),
    ...(request.binlogRetentionHours === undefined
      ? {}
      : { BinlogRetentionHours: String(request.binlogRetentionHours) }),
  };
}

/** The part that says how the source has to be; the inverse of `parseSource`. */
export function toSourceProperties(request: SourceRequest): BootstrapProperties {
  return {
    Dialect: request.dialect,
    Hostname: request.hostname,
    Port: request.port,
    Database: request.database,
    CdcSecretArn: request.cdcSecretArn,
    CapturedTables: toCapturedTables(request.capturedTables),
    WhenTablesMissing: request.whenTablesMissing,
    ...(request.undeclaredTables === undefined ? {} : { UndeclaredTables: JSON.stringify(request.undeclaredTables) }),
    ...(request.publication === undefined ? {} : { Publication: request.publication }),
    ...(request.slot === undefined ? {} : { Slot: request.slot }),
  };
}

/** A list, or the same packed into a text where it is long: an event of CloudFormation has 256 KB for all properties. */
function toCapturedTables(capturedTables: readonly CapturedTable[]): BootstrapProperties[string] {
  const list = capturedTables.map((captured) => ({
    Schema: captured.schema,
    Table: captured.table,
    KeyColumns: captured.keyColumns.join(','),
    Columns: JSON.stringify(captured.columns),
    ...(captured.excludedColumns === undefined ? {} : { ExcludedColumns: JSON.stringify(captured.excludedColumns) }),
    ...(captured.itemKeys === undefined ? {} : { ItemKeys: JSON.stringify(captured.itemKeys) }),
    ...(captured.exactNames === true ? { ExactNames: 'true' } : {}),
    ...(captured.avroNames === true ? { AvroNames: 'true' } : {}),
    ...(captured.rowTypes === undefined ? {} : { RowTypes: JSON.stringify(captured.rowTypes) }),
    ZeroDates: captured.zeroDates ?? DEFAULT_ZERO_DATES,
    ForeignKeyCascades: captured.foreignKeyCascades ?? DEFAULT_FOREIGN_KEY_CASCADES,
    ...(captured.replicaIdentity === undefined ? {} : { ReplicaIdentity: captured.replicaIdentity }),
  }));
  const text = JSON.stringify(list);
  const packed = packText(text);
  return packed === text ? list : packed;
}

/** @throws Error naming the first property that is missing or malformed */
export function parseRequest(properties: Readonly<Record<string, unknown>>): BootstrapRequest {
  return {
    ...parseSource(properties),
    ...(properties['AdminSecretArn'] === undefined ? {} : { adminSecretArn: text(properties, 'AdminSecretArn') }),
    ...(properties['Sample'] === undefined
      ? {}
      : { sample: { name: text(properties, 'Sample'), appSecretArn: text(properties, 'AppSecretArn') } }),
    ...(properties['OwnedDatabase'] === undefined
      ? {}
      : {
          ownedDatabase: {
            name: text(properties, 'OwnedDatabase'),
            ownerSecretArn: text(properties, 'OwnerSecretArn'),
          },
        }),
    ...(properties['BinlogRetentionHours'] === undefined
      ? {}
      : { binlogRetentionHours: Number(text(properties, 'BinlogRetentionHours', /^\d{1,4}$/)) }),
  };
}

/** @throws Error naming the first property that is missing or malformed */
export function parseSource(properties: Readonly<Record<string, unknown>>): SourceRequest {
  return {
    dialect: text(properties, 'Dialect', oneOf(DIALECTS)) as Dialect,
    hostname: text(properties, 'Hostname'),
    port: text(properties, 'Port', /^\d{1,5}$/),
    database: text(properties, 'Database'),
    cdcSecretArn: text(properties, 'CdcSecretArn'),
    whenTablesMissing: text(properties, 'WhenTablesMissing', oneOf(MISSING_TABLES_POLICIES)) as MissingTablesPolicy,
    ...(properties['UndeclaredTables'] === undefined
      ? {}
      : { undeclaredTables: JSON.parse(text(properties, 'UndeclaredTables', /^\[.*\]$/)) as UndeclaredTables[] }),
    ...(properties['Publication'] === undefined ? {} : { publication: text(properties, 'Publication', POSTGRES_NAME) }),
    ...(properties['Slot'] === undefined ? {} : { slot: text(properties, 'Slot', POSTGRES_NAME) }),
    capturedTables: list(properties, 'CapturedTables').map((entry) => ({
      schema: text(entry, 'Schema'),
      table: text(entry, 'Table'),
      keyColumns: text(entry, 'KeyColumns').split(','),
      columns: columns(entry, 'Columns'),
      ...(entry['ExcludedColumns'] === undefined
        ? {}
        : { excludedColumns: JSON.parse(text(entry, 'ExcludedColumns', /^\[.*\]$/)) as string[] }),
      ...(entry['ItemKeys'] === undefined
        ? {}
        : { itemKeys: JSON.parse(text(entry, 'ItemKeys', /^\{.*\}$/)) as Record<string, KeyForm> }),
      ...(entry['ExactNames'] === undefined ? {} : { exactNames: text(entry, 'ExactNames', /^true$/) === 'true' }),
      ...(entry['AvroNames'] === undefined ? {} : { avroNames: text(entry, 'AvroNames', /^true$/) === 'true' }),
      ...(entry['RowTypes'] === undefined
        ? {}
        : { rowTypes: JSON.parse(text(entry, 'RowTypes', /^\{.*\}$/)) as Record<string, string> }),
      ...(entry['ReplicaIdentity'] === undefined
        ? {}
        : { replicaIdentity: text(entry, 'ReplicaIdentity', oneOf(REPLICA_IDENTITIES)) as ReplicaIdentity }),
      zeroDates: text(entry, 'ZeroDates', oneOf(ZERO_DATE_POLICIES)) as ZeroDatePolicy,
      foreignKeyCascades: text(
        entry,
        'ForeignKeyCascades',
        oneOf(FOREIGN_KEY_CASCADE_POLICIES),
      ) as ForeignKeyCascadePolicy,
    })),
  };
}

/** A JSON object of types or of objects with a type, as text. */
function columns(source: Readonly<Record<string, unknown>>, property: string): CapturedTable['columns'] {
  const value: unknown = JSON.parse(text(source, property, /^\{.*\}$/));
  if (typeof value !== 'object' || value === null || !Object.values(value).every(isColumn)) {
    throw new Error(
      `\`${property}\` must be a JSON object of types, or of objects with \`type\`, got: ${JSON.stringify(value)}`,
    );
  }
  return value as CapturedTable['columns'];
}

function isColumn(value: unknown): value is CapturedColumn {
  return (
    typeof value === 'string' ||
    (typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string')
  );
}
