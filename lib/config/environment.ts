import type { Duration, Size } from 'aws-cdk-lib';
import type { ConnectorCapacity } from '../../connectors/connector-spec';
import type { Dataset } from '../../connectors/dataset';
import type { StatementReading } from '../../connectors/statement-reading';

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
  readonly region: string;
  /** Zones of `region`, spelled out so that no lookup is needed at synth. Brokers are spread over exactly these. */
  readonly availabilityZones: readonly string[];
  /** What becomes of databases, topics, buckets, secrets and logs when their stack goes. */
  readonly dataProtection: DataProtection;
  /** Who holds the keys of data at rest. */
  readonly encryption: 'aws-managed' | 'customer-managed';
  /** How long log groups keep their events. Whole days that CloudWatch Logs offers. */
  readonly logRetention: Duration;
  readonly network: NetworkConfig;
  /** Captured databases by key; the key is also the topic prefix. */
  readonly sources: Readonly<Record<string, SourceConfig>>;
  readonly streaming: StreamingConfig;
  readonly clientHost: ClientHostConfig;
  /** Captured tables by key. */
  readonly datasets: Readonly<Record<string, Dataset>>;
  readonly pipelines: PipelinesConfig;
  readonly serving: ServingConfig;
  /**
   * Names of connectors that are left out of the template for now: the first half of a replacement in two deployments
   * (leave out, deploy, take back, deploy). Their topics, and so their offsets, stay.
   */
  readonly suspendedConnectors: readonly string[];
}

/** `destroy`: everything goes with the stack. `retain`: data stays, stacks and databases are protected from deletion. */
export type DataProtection = 'destroy' | 'retain';

export interface NetworkConfig {
  /** IPv4 range of the VPC, e.g. `10.192.0.0/16`. */
  readonly cidr: string;
  /** 0 means no route to the internet at all: AWS services are reached through VPC endpoints. */
  readonly natGateways: number;
  /** Zones in which each interface endpoint has an address; they are billed per zone and hour. */
  readonly endpointZones: number;
  /** Whether rejected and accepted flows are logged. */
  readonly flowLogs: boolean;
}

export interface SourceConfig {
  readonly engine: 'mysql' | 'aurora-mysql';
  /** Name of the captured database. */
  readonly database: string;
  /** RDS instance class without the `db.` prefix, e.g. `t4g.medium`. */
  readonly instanceType: string;
  /** Storage of an RDS instance; Aurora grows by itself and ignores it. */
  readonly allocatedStorage: Size;
  /** A standby in another zone (RDS) or a second instance (Aurora). */
  readonly multiAz: boolean;
  /** Automated backups; at least one day, for without backups there is no binlog. */
  readonly backupRetention: Duration;
  /** How long the binlog outlives a stopped connector. At most 168 hours on RDS, 2,160 on Aurora. */
  readonly binlogRetention: Duration;
  /** Whether the bootstrap makes the sample schema with its rows and the user that the walkthroughs write with. */
  readonly sampleData: boolean;
  /** Binlog client id of the connector; unique among all readers of this database's binlog. */
  readonly serverId: number;
  /**
   * Statements of the binlog that the connector stopped at, and what to read them as.
   *
   * @default []
   */
  readonly statements?: readonly StatementReading[];
}

export interface StreamingConfig {
  /** MSK broker type without the `kafka.` prefix, e.g. `m7g.large`. */
  readonly brokerInstanceType: string;
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

export interface ClientHostConfig {
  readonly presence: 'present' | 'absent';
  /** EC2 instance type with an Arm processor. */
  readonly instanceType: string;
}

/** The pipelines, each on or off per environment. Off leaves its stack out; topics and data stay. */
export interface PipelinesConfig {
  readonly P1: P1Config;
}

export type PipelineId = keyof PipelinesConfig;

/** P1: MySQL → Debezium → Kafka → S3 archive → Delta tables. */
export interface P1Config {
  readonly state: 'on' | 'off';
  /** Key in `sources`. */
  readonly source: string;
  readonly sourceCapacity: ConnectorCapacity;
  readonly archive: ArchiveConfig;
  readonly upsert: UpsertConfig;
}

export interface ArchiveConfig {
  /** Keys in `datasets` of the tables that are archived. */
  readonly tables: readonly string[];
  readonly capacity: ConnectorCapacity;
  readonly maxTasks: number;
  /** An object is closed after this many records, … */
  readonly rotateRecords: number;
  /** … this many uncompressed bytes, … */
  readonly rotateSize: Size;
  /** … or this much wall-clock time, whichever is first. */
  readonly rotateInterval: Duration;
}

/** What keeps Delta tables equal to their sources. */
export interface UpsertConfig {
  /** Whether a job brings new objects of the archive into the tables, run by run. Off leaves the tables as they are. */
  readonly state: 'on' | 'off';
  /** Whether a job that never ends brings new records of the topics in. Not together with `state`: a table has one writer. */
  readonly streaming: 'on' | 'off';
  /** Keys in `datasets` of the tables; each of them is archived. */
  readonly tables: readonly string[];
  readonly workerType: UpsertWorkerType;
  /** Workers of a run, its driver among them. */
  readonly workers: number;
  /** Time between the starts of two runs: at least 5 minutes, and a divisor of an hour or of a day. */
  readonly schedule: Duration;
  /** A run that takes longer is ended; the next one goes on. */
  readonly timeout: Duration;
}

/** Glue's workers: 4, 8, 16 and 32 processors, with 4 GB of memory each. */
export type UpsertWorkerType = 'G.1X' | 'G.2X' | 'G.4X' | 'G.8X';

/** How people get at the tables. */
export interface ServingConfig {
  readonly athena: AthenaConfig;
}

export interface AthenaConfig {
  /** A query that reads more is ended. At least 10 MB. */
  readonly bytesScannedCutoff: Size;
  /** How long results of queries are kept. */
  readonly resultRetention: Duration;
  /** Keys in `datasets` of the tables that get statements to start from; each is among the tables of some pipeline. */
  readonly queriedTables: readonly string[];
}
