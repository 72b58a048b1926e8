import type { ConnectorCapacity, ConnectorSpec, TopicSpec } from './connector-spec';
import type { Dataset } from './dataset';
import { s3Archive } from './sinks/s3-archive';
import { mysqlCdc } from './sources/mysql-cdc';
import type { StatementReading } from './statement-reading';

/** A connector in its place: the pipeline whose stack holds it, and whether this deployment has it. */
export interface CatalogEntry {
  readonly pipeline: string;
  /** `suspended` leaves the connector out and keeps its topics: the first half of a two-deployment replacement. */
  readonly state: 'deployed' | 'suspended';
  readonly spec: ConnectorSpec;
}

/** Every connector of an environment, by connector name. */
export type Catalog = Readonly<Record<string, CatalogEntry>>;

/** A source database as connectors see it. Values may be CDK tokens. */
export interface SourceEndpoint {
  readonly hostname: string;
  readonly port: string;
  readonly cdcSecretName: string;
  readonly heartbeatTable: string;
  readonly database: string;
  readonly serverId: number;
  /** See `MysqlCdcInputs.statements`. */
  readonly statements?: readonly StatementReading[];
}

export interface CatalogInputs {
  /** Prefix of connector names, which are unique in an account and region. */
  readonly namePrefix: string;
  readonly region: string;
  readonly bootstrapServers: string;
  readonly archiveBucketName: string;
  readonly retentionMs: number;
  readonly maxEventBytes: number;
  readonly sources: Readonly<Record<string, SourceEndpoint>>;
  readonly datasets: Readonly<Record<string, Dataset>>;
  readonly suspendedConnectors: readonly string[];
  readonly p1?: P1Inputs;
}

/** P1: a MySQL source and the archive of its tables. */
export interface P1Inputs {
  /** Key in `sources`. */
  readonly source: string;
  readonly sourceCapacity: ConnectorCapacity;
  /** Keys in `datasets`. */
  readonly tables: readonly string[];
  readonly archiveCapacity: ConnectorCapacity;
  readonly maxTasks: number;
  readonly rotateRecords: number;
  readonly rotateBytes: number;
  readonly rotateIntervalMs: number;
}

/**
 * All connectors of an environment, sources before the sinks that read from them.
 *
 * @throws Error where a pipeline names an unknown source or table, or `suspendedConnectors` an unknown connector
 */
export function connectorCatalog(inputs: CatalogInputs): Catalog {
  const entries = inputs.p1 === undefined ? [] : p1(inputs, inputs.p1);
  const names = entries.map((entry) => entry.spec.name);
  for (const name of inputs.suspendedConnectors) {
    if (!names.includes(name)) {
      throw new Error(
        `\`suspendedConnectors\` must name connectors of this environment (${names.join(', ')}), got: ${name}`,
      );
    }
  }
  return Object.fromEntries(entries.map((entry) => [entry.spec.name, entry]));
}

/** Every topic that the catalog's connectors need, each once, whether its connector is deployed or suspended. */
export function catalogTopics(catalog: Catalog): TopicSpec[] {
  return Object.values(catalog).flatMap((entry) => entry.spec.topics);
}

function p1(inputs: CatalogInputs, pipeline: P1Inputs): CatalogEntry[] {
  const source = inputs.sources[pipeline.source];
  if (source === undefined) {
    throw new Error(
      `\`pipelines.P1.source\` must be one of ${Object.keys(inputs.sources).join(', ')}, got: ${pipeline.source}`,
    );
  }
  const captured = Object.values(inputs.datasets).filter((dataset) => dataset.source === pipeline.source);
  const entry = (spec: ConnectorSpec): CatalogEntry => ({
    pipeline: 'P1',
    state: inputs.suspendedConnectors.includes(spec.name) ? 'suspended' : 'deployed',
    spec,
  });
  return [
    entry(
      mysqlCdc({
        ...inputs,
        ...source,
        name: `${inputs.namePrefix}-${pipeline.source}-cdc`,
        topicPrefix: pipeline.source,
        secretName: source.cdcSecretName,
        datasets: captured,
        capacity: pipeline.sourceCapacity,
      }),
    ),
    entry(
      s3Archive({
        ...inputs,
        ...pipeline,
        name: `${inputs.namePrefix}-${pipeline.source}-archive`,
        bucketName: inputs.archiveBucketName,
        datasets: pipeline.tables.map((table) => archivedTable(inputs, pipeline.source, table)),
        capacity: pipeline.archiveCapacity,
      }),
    ),
  ];
}

function archivedTable(inputs: CatalogInputs, source: string, table: string): Dataset {
  const dataset = inputs.datasets[table];
  if (dataset === undefined || dataset.source !== source) {
    const known = Object.keys(inputs.datasets).filter((key) => inputs.datasets[key]?.source === source);
    throw new Error(
      `\`pipelines.P1.archive.tables\` must name captured tables of ${source} (${known.join(', ')}), got: ${table}`,
    );
  }
  return dataset;
}
