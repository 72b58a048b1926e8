import type { Resource } from '../assembly/environment-templates';

/** A captured database: an RDS instance, an Aurora cluster with its instances, or one that is there already. */
export interface DatabaseModel {
  readonly resource: Resource;
  /** By which the configuration knows it. */
  readonly key: string;
  readonly engine: 'mysql' | 'aurora-mysql' | 'postgres';
  /** Undefined for one that is there already: its own. */
  readonly engineVersion: string | undefined;
  /** That exists from the start; undefined where there is none, or its name is not known before it is made. */
  readonly database: string | undefined;
  /** Parameter groups that apply, the more specific last. */
  readonly parameterGroups: readonly Resource[];
  /** Whether its bootstrap makes tables of its own; all others bring theirs. */
  readonly hasSample: boolean;
  /** Where it is there already. */
  readonly existing: ExistingDatabase | undefined;
}

/** What the assembly says of a database that is there already. */
export interface ExistingDatabase {
  readonly hostname: string;
  readonly port: string;
  /** Where the platform keeps its heartbeat table. */
  readonly database: string;
  /** That its tables are in, where they are in one. */
  readonly schema: string | undefined;
  readonly cdcSecretName: string;
  /** Undefined where nobody of the platform may prepare it. */
  readonly adminSecretName: string | undefined;
  /** What it has to be set to. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface BrokerModel {
  readonly resource: Resource;
  readonly kafkaVersion: string;
  /** The `AWS::MSK::Configuration` in use; undefined when the cluster has MSK's defaults. */
  readonly configuration: Resource | undefined;
}

export interface TopicModel {
  readonly resource: Resource;
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly config: Readonly<Record<string, string>>;
}

export interface ConnectorModel {
  readonly resource: Resource;
  readonly name: string;
  /** The pipeline that it belongs to by its tag; undefined for the one of a capture, which all that read from it share. */
  readonly pipeline: string | undefined;
  /** The capture that it is the connector of, by its tag; undefined for a sink. */
  readonly capture: string | undefined;
  /** Topics that it reads, as its configuration names them; none for a source. */
  readonly consumes: readonly string[];
  /** What the names of the topics begin with that it writes; undefined for a sink, and for one that writes to one topic. */
  readonly topicPrefix: string | undefined;
  /** The one topic that it writes; undefined for a sink, and for one that writes to several. */
  readonly topic: string | undefined;
  readonly kafkaConnectVersion: string;
  /** Absolute path of the plugin's archive. */
  readonly pluginArchive: string;
  readonly workerConfiguration: Resource | undefined;
  /** Name of the role that its worker has, in the cluster and elsewhere. */
  readonly role: string;
}

/** A function of Lambda. */
export interface FunctionModel {
  readonly handler: Resource;
  /** Absolute path of the handler's code. */
  readonly codeDirectory: string;
  /** Name of the role that it has. */
  readonly role: string;
}

/** A custom resource whose handler runs through CDK's provider framework. */
export interface CustomResourceModel extends FunctionModel {
  readonly resource: Resource;
}

/** A function that looks again and again whether a database can be captured. */
export interface CheckModel extends FunctionModel {
  /** The schedule that calls it. */
  readonly resource: Resource;
}

/** A Glue job with the trigger that starts it. */
export interface JobModel {
  readonly resource: Resource;
  /** The logical id when the template gives no name. */
  readonly name: string;
  /** Value of the tag that says to which pipeline it belongs; `upkeep` of the job that keeps the tables of all. */
  readonly pipeline: string;
  /** Topics whose changes it brings into tables, out of the topics themselves, their archive or a log of them. */
  readonly topics: readonly string[];
  /** Database of the log in Iceberg that it reads; undefined where it reads topics or an archive. */
  readonly log: string | undefined;
  readonly kind: 'batch' | 'streaming';
  /** Name of the role that its runs have. */
  readonly role: string;
  readonly glueVersion: string;
  /** Number and type, e.g. `3 × G.1X`. */
  readonly workers: string;
  readonly maxConcurrentRuns: number;
  /** A run that takes longer is ended; undefined for no limit. */
  readonly timeoutMinutes: number | undefined;
  /** Absolute path of the script. */
  readonly scriptFile: string;
  /** Absolute paths of archives, or of folders that would be zipped, on the module path of the script. */
  readonly packages: readonly string[];
  /** Absolute paths of what is put on Spark's class path. */
  readonly jars: readonly string[];
  /** AWS cron expression of its trigger, without `cron( )`; undefined when nothing starts it by the clock. */
  readonly schedule: string | undefined;
}

/** Tables of a warehouse that one pipeline keeps equal to their sources. */
export interface MergesModel {
  /** What makes the first of them. */
  readonly resource: Resource;
  /** The pipeline's: together they have no other. */
  readonly name: string;
  readonly pipeline: string;
  readonly topics: readonly string[];
  readonly tables: readonly WarehouseTableModel[];
  readonly roles: MergeRoles;
}

/** Names of the roles by which tables of a warehouse are kept. */
export interface MergeRoles {
  /** What makes them. */
  readonly maker: string;
  /** Of their schedules; undefined where the pipeline is suspended. */
  readonly merger: string | undefined;
  /** By which the warehouse reads topics; undefined where somebody else made the warehouse. */
  readonly reader: string | undefined;
}

/** A table of a warehouse, as what makes it is told. */
export interface WarehouseTableModel {
  /** What makes it. */
  readonly resource: Resource;
  readonly schema: string;
  readonly table: string;
  readonly topic: string;
  /** By their names in the table. */
  readonly keyColumns: readonly string[];
  readonly columns: readonly WarehouseColumnModel[];
}

export interface WarehouseColumnModel {
  readonly name: string;
  readonly type: string;
  /** Names that it has or had in the source; none where the source has it no more. */
  readonly sources: readonly string[];
}

/** Where statements run, and what they may read. */
export interface WorkGroupModel {
  readonly resource: Resource;
  readonly name: string;
  /** A statement that reads more fails; undefined for no limit. */
  readonly scanLimitBytes: bigint | undefined;
  /** Whether its own settings hold, whatever a client asks for. */
  readonly enforced: boolean;
}

/** A statement that people find in the workgroup. */
export interface QueryModel {
  readonly resource: Resource;
  readonly name: string;
  readonly database: string;
  readonly workGroup: string | undefined;
  readonly sql: string;
}

/** The function that makes a table of the lake anew, and the schedule that calls it. */
export interface RefreshModel extends FunctionModel {
  readonly resource: Resource;
}

/** What the local run makes of one environment's templates. Values stand unresolved in the resources. */
export interface PlatformModel {
  readonly environment: string;
  readonly databases: readonly DatabaseModel[];
  readonly broker: BrokerModel | undefined;
  readonly topics: readonly TopicModel[];
  readonly connectors: readonly ConnectorModel[];
  readonly bootstraps: readonly CustomResourceModel[];
  readonly checks: readonly CheckModel[];
  readonly catalogTables: readonly Resource[];
  readonly jobs: readonly JobModel[];
  /** What keeps the tables of all of them in order; undefined where nothing does, or nothing of the part asks for it. */
  readonly upkeep: JobModel | undefined;
  readonly merges: readonly MergesModel[];
  /** Services of containers that connectors ask. */
  readonly services: readonly Resource[];
  readonly workGroup: WorkGroupModel | undefined;
  readonly queries: readonly QueryModel[];
  /** Name of the role that people have on the client host; undefined where there is none. */
  readonly operatorRole: string | undefined;
}
