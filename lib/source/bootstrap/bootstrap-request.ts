import type { Dataset } from '../../../connectors/dataset';

/** A table whose changes are captured, with the key and the types that downstream merges rely on. */
export type CapturedTable = Pick<Dataset, 'schema' | 'table' | 'keyColumns'> & {
  readonly columns: Readonly<Record<string, CapturedColumn>>;
};

/** A `DatasetColumn`, also one whose type nobody has checked yet. */
export type CapturedColumn =
  | string
  | { readonly type: string; readonly from?: string | readonly string[]; readonly dropped?: true };

/** What the bootstrap is asked to bring about. Values may be CDK tokens at synth. */
export interface BootstrapRequest {
  readonly dialect: string;
  readonly hostname: string;
  /** Decimal digits; a token at synth. */
  readonly port: string;
  readonly database: string;
  readonly adminSecretArn: string;
  readonly cdcSecretArn: string;
  /** Secret of the user that writes to the sample tables; with it the sample schema and rows are made. */
  readonly appSecretArn?: string;
  readonly binlogRetentionHours: number;
  readonly capturedTables: readonly CapturedTable[];
}

/** CloudFormation hands every scalar on as text, so texts are what the template holds. */
export type BootstrapProperties = Readonly<Record<string, string | readonly Readonly<Record<string, string>>[]>>;

/** Properties of the custom resource; the inverse of `parseRequest`. */
export function toProperties(request: BootstrapRequest): BootstrapProperties {
  return {
    Dialect: request.dialect,
    Hostname: request.hostname,
    Port: request.port,
    Database: request.database,
    AdminSecretArn: request.adminSecretArn,
    CdcSecretArn: request.cdcSecretArn,
    ...(request.appSecretArn === undefined ? {} : { AppSecretArn: request.appSecretArn }),
    SampleData: String(request.appSecretArn !== undefined),
    BinlogRetentionHours: String(request.binlogRetentionHours),
    CapturedTables: request.capturedTables.map(({ schema, table, keyColumns, columns }) => ({
      Schema: schema,
      Table: table,
      KeyColumns: keyColumns.join(','),
      Columns: JSON.stringify(columns),
    })),
  };
}

/** @throws Error naming the first property that is missing or malformed */
export function parseRequest(properties: Readonly<Record<string, unknown>>): BootstrapRequest {
  const sampleData = text(properties, 'SampleData', /^(true|false)$/) === 'true';
  return {
    dialect: text(properties, 'Dialect', /^mysql$/),
    hostname: text(properties, 'Hostname'),
    port: text(properties, 'Port', /^\d{1,5}$/),
    database: text(properties, 'Database'),
    adminSecretArn: text(properties, 'AdminSecretArn'),
    cdcSecretArn: text(properties, 'CdcSecretArn'),
    ...(sampleData ? { appSecretArn: text(properties, 'AppSecretArn') } : {}),
    binlogRetentionHours: Number(text(properties, 'BinlogRetentionHours', /^\d{1,4}$/)),
    capturedTables: list(properties, 'CapturedTables').map((entry) => ({
      schema: text(entry, 'Schema'),
      table: text(entry, 'Table'),
      keyColumns: text(entry, 'KeyColumns').split(','),
      columns: columns(entry, 'Columns'),
    })),
  };
}

function text(source: Readonly<Record<string, unknown>>, property: string, pattern = /./): string {
  const value = source[property];
  if (typeof value !== 'string' || !pattern.test(value)) {
    throw new Error(`\`${property}\` must be a text matching ${pattern.source}, got: ${JSON.stringify(value)}`);
  }
  return value;
}

function list(source: Readonly<Record<string, unknown>>, property: string): Readonly<Record<string, unknown>>[] {
  const value = source[property];
  if (!Array.isArray(value) || value.length === 0) {
    throw new Error(`\`${property}\` must be a list with at least one entry, got: ${JSON.stringify(value)}`);
  }
  return value;
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
