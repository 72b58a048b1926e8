import type { Duration, Size } from 'aws-cdk-lib';
import type { Table } from '../../connectors/dataset';
import type { CaptureConfig, TableSelection } from './capture';
import type { RegistryConfig } from './registry';
import type { UpkeepConfig } from './upkeep';
import type { WarehouseConfig } from './warehouse';

/** Every knob of an environment. Values live in `environments.ts`; nothing else decides between environments. */
export interface EnvironmentConfig {
  /** Lower-case letters, digits and `-`; part of stack names, connector names and log groups. */
  readonly name: string;
  /**
   * AWS account id, 12 digits.
   *
   * @default - the account of the credentials at deploy time, or no deployment at all where `accountRequired` says so
   */
  readonly account?: string;
  /** Whether a deployment without `account` is refused. */
  readonly accountRequired: boolean;
  /** AWS region, such as `us-east-1`. */
  readonly region: string;
  /** Zones of `region`, spelled out so that no lookup is needed at synth. Brokers are spread over exactly these. */
  readonly availabilityZones: readonly string[];
  /** What becomes of databases, topics, buckets, secrets and keys when their stack goes. Log groups always go with it. */
  readonly dataProtection: DataProtection;
  /** Who holds the keys of data at rest. Log groups are under CloudWatch's own key, but for those of Glue jobs. */
  readonly encryption: 'aws-managed' | 'customer-managed';
  /** How long log groups keep their events. Whole days that CloudWatch Logs offers. */
  readonly logRetention: Duration;
  /** Where everything is placed. */
  readonly network: NetworkConfig;
  /** Databases by key. */
  readonly databases: Readonly<Record<string, DatabaseConfig>>;
  /** Brokers, and how long they keep events. */
  readonly streaming: StreamingConfig;
  /**
   * Where the schemas of records in Avro are.
   *
   * @default - none
   */
  readonly registry?: RegistryConfig;
  /** What writes records to topics, such as readers of databases' logs, by key; the key begins the names of its topics. */
  readonly captures: Readonly<Record<string, CaptureConfig>>;
  /** Ways of captured tables to a destination, by name. */
  readonly pipelines: Readonly<Record<string, PipelineConfig>>;
  /**
   * Where pipelines to Redshift lead.
   *
   * @default - none
   */
  readonly warehouse?: WarehouseConfig;
  /**
   * What keeps the tables of the lake in order.
   *
   * @default - nothing: files become more and more, and rows that were deleted stay in the bucket
   */
  readonly upkeep?: UpkeepConfig;
  /** What people query. */
  readonly serving: ServingConfig;
  /** Where people work from. */
  readonly clientHost: ClientHostConfig;
}

/** `destroy`: everything goes with the stack. `retain`: data stays, stacks and databases are protected from deletion. */
export type DataProtection = 'destroy' | 'retain';

/** A network that the app makes, or one that is there. */
export type NetworkConfig = MadeNetwork | ExistingNetwork;

export interface MadeNetwork {
  /** What tells it from one that is there already. */
  readonly kind: 'made';
  /** IPv4 range of the VPC, e.g. `10.192.0.0/16`. */
  readonly cidr: string;
  /** 0 means no route to the internet at all: AWS services are reached through VPC endpoints. */
  readonly natGateways: number;
  /** Zones in which each interface endpoint has an address; they are billed per zone and hour. */
  readonly endpointZones: number;
  /** Whether rejected connections are logged; accepted ones between brokers would cost more than the brokers. */
  readonly flowLogs: boolean;
}

/** Nothing of it is changed: ways to services that the platform calls, S3 and DynamoDB among them, are its own, by endpoints or NAT. */
export interface ExistingNetwork {
  /** What tells it from one that is made. */
  readonly kind: 'existing';
  /** `vpc-…` */
  readonly vpcId: string;
  /** One in each of `availabilityZones`, in their order. */
  readonly privateSubnetIds: readonly string[];
}

/** A database that the app makes, or one that is there. */
export type DatabaseConfig = MadeDatabase | ExistingDatabase;

interface AnyDatabase {
  /** RDS for MySQL, Aurora MySQL, or RDS for PostgreSQL; an existing one of another make is the one whose log it writes. */
  readonly engine: 'mysql' | 'aurora-mysql' | 'postgres';
  /**
   * Name of the database in which the platform keeps its heartbeat table, of PostgreSQL the one that is captured; made with the
   * server where the app makes that.
   */
  readonly database: string;
  /** What its tables are, by the keys that captures and pipelines name them by. */
  readonly tables: Readonly<Record<string, Table>>;
}

export interface MadeDatabase extends AnyDatabase {
  /** What tells it from one that is there already. */
  readonly kind: 'made';
  /** RDS instance class without the `db.` prefix, e.g. `t4g.medium`. */
  readonly instanceType: string;
  /** Storage of an RDS instance; Aurora grows by itself and ignores it. */
  readonly allocatedStorage: Size;
  /** A standby in another zone (RDS) or a second instance (Aurora). */
  readonly multiAz: boolean;
  /** Automated backups; at least one day, for without backups MySQL has no binlog. */
  readonly backupRetention: Duration;
  /**
   * How long the binlog of MySQL outlives a stopped connector. At most 168 hours on RDS, 2,160 on Aurora.
   *
   * @default - none, for PostgreSQL
   */
  readonly binlogRetention?: Duration;
  /**
   * Log that PostgreSQL keeps for a stopped connector at most, 1 GiB to half of `allocatedStorage`. Where a connector stands
   * still for longer, its place in the log is lost, and only a new snapshot helps; the database goes on, whose disk would
   * otherwise be full.
   *
   * @default - none, for MySQL
   */
  readonly slotWalLimit?: Size;
  /**
   * Folder of `samples/` whose tables the bootstrap makes and fills, with a user that may write to them.
   *
   * @default - none: the tables are those that somebody brings
   */
  readonly sample?: string;
}

/** Nothing of it is made or removed. Its parameters are its own; a deployment fails where it cannot be captured. */
export interface ExistingDatabase extends AnyDatabase {
  /** What tells it from one that is made. */
  readonly kind: 'existing';
  /** Of the writer: only that one has a log. */
  readonly hostname: string;
  /**
   * Of its listener.
   *
   * @default - the engine's
   */
  readonly port?: number;
  /** Security group by which clients are let in; rules are added to it. */
  readonly securityGroupId: string;
  /** Name of a secret in Secrets Manager, a JSON object with `username` and `password` of the user that connectors read with. */
  readonly cdcSecretName: string;
  /**
   * Name of such a secret of a user who may create users and tables, and grant.
   *
   * @default - none: the bootstrap only checks, and says which statements somebody has to run
   */
  readonly adminSecretName?: string;
  /**
   * ARN of the key of these secrets.
   *
   * @default - the key that AWS holds for Secrets Manager
   */
  readonly secretKeyArn?: string;
}

/** Tables on their way to a destination. */
export interface PipelineConfig {
  /** Key of a capture, or of a pipeline whose destination can be read from, such as an archive. */
  readonly from: string;
  /** Keys of tables that it reads from there. */
  readonly tables: TableSelection;
  /** A destination and its options. */
  readonly to: Destination;
  /** @default DEFAULT_PIPELINE_STATE */
  readonly state?: PipelineState;
}

/**
 * `suspended` leaves out what runs, `off` its whole stack, which no deployment deletes: suspend the pipeline first, deploy, and
 * delete the stack once it is off. Either keeps topics, tables and whatever else is data.
 */
export type PipelineState = 'on' | 'suspended' | 'off';
export const DEFAULT_PIPELINE_STATE: PipelineState = 'on';

/** Where a pipeline leads, made by the function of a kind in `lib/pipelines`, such as `archive({ … })`. */
export interface Destination {
  /** Name of the kind. */
  readonly kind: string;
  /** What the kind asks for. */
  readonly options: object;
}

/** The Kafka cluster. */
export interface StreamingConfig {
  /** MSK broker type without the `kafka.` prefix, e.g. `m7g.large`. */
  readonly brokerInstanceType: string;
  /** At least 1; replicas of all partitions have to fit. */
  readonly brokersPerZone: number;
  /** EBS volume of each broker. */
  readonly brokerStorage: Size;
  /** Retention of data topics: at least the longest outage of a sink that has to be survived. */
  readonly retention: Duration;
  /**
   * Largest row, as JSON: texts as they are, bytes a third longer. An update holds its row twice, before and after, and limits
   * of producers, topics, sinks and dead-letter topics have room for that. 1 to 16 MiB.
   */
  readonly maxRowSize: Size;
}

/** A private host for people: Kafka's tools, a SQL client, and no open port. */
export interface ClientHostConfig {
  /** Whether there is a host for people. */
  readonly presence: 'present' | 'absent';
  /** EC2 instance type with an Arm processor. */
  readonly instanceType: string;
}

/** How people get at the tables. */
export interface ServingConfig {
  readonly athena: AthenaConfig;
}

/** The Athena workgroup. */
export interface AthenaConfig {
  /** A query that reads more is ended. At least 10 MB. */
  readonly bytesScannedCutoff: Size;
  /** How long results of queries are kept. */
  readonly resultRetention: Duration;
  /** Tables that get statements to start from: keys of tables, by the pipeline that keeps them in the lake. */
  readonly queriedTables: Readonly<Record<string, readonly string[]>>;
}
