/** Archives that `connectors/plugins/` builds, one Maven module each. */
export type PluginName =
  | 'debezium-mysql'
  | 'debezium-postgres'
  | 'dynamodb-sink'
  | 'iceberg-sink'
  | 'orders-source'
  | 's3-archive-sink';

/** A topic that the platform makes before anything reads or writes it. Broker auto-creation is off. */
export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  /** Topic configuration in Kafka's own keys; only what differs from the cluster's defaults. */
  readonly config: Readonly<Record<string, string>>;
}

/** Workers of a connector: a fixed number, or a range that MSK Connect scales by CPU. */
export type ConnectorCapacity =
  | { readonly kind: 'provisioned'; readonly mcuCount: number; readonly workerCount: number }
  | {
      readonly kind: 'autoscaled';
      readonly mcuCount: number;
      readonly minWorkerCount: number;
      readonly maxWorkerCount: number;
      readonly scaleInCpuPercent: number;
      readonly scaleOutCpuPercent: number;
    };

/** What clients of a connector's own (not the worker's) use in the cluster. */
export interface OwnClients {
  /** Names of topics that keep its state: read, written, and looked at, for one that would lose records is refused. */
  readonly topics: readonly string[];
  /** Names of topics by which its tasks agree: read and written. */
  readonly controlTopics: readonly string[];
  /** Names of consumer groups. */
  readonly groups: readonly string[];
  /** What further groups are called before what a client makes up at each start. No other connector's begin so. */
  readonly groupPrefixes: readonly string[];
  /** What transactional ids begin with, before what a client makes up at each start. No other connector's begin so. */
  readonly transactionalIdPrefixes: readonly string[];
}

/** Of a connector that has no clients but the worker's. */
export const NO_OWN_CLIENTS: OwnClients = {
  topics: [],
  controlTopics: [],
  groups: [],
  groupPrefixes: [],
  transactionalIdPrefixes: [],
};

/**
 * One connector, whole: what Kafka Connect runs and what it may touch. Builders in `sources/` and `sinks/` make it from
 * plain inputs; constructs and grants follow from it. Values may be CDK tokens and are passed through untouched.
 */
export interface ConnectorSpec {
  /** 1–128 letters, digits and `-`. It is state: offsets and consumer groups hang on it, so it never carries a hash. */
  readonly name: string;
  readonly kind: 'source' | 'sink';
  readonly plugin: PluginName;
  readonly capacity: ConnectorCapacity;
  /** Kafka Connect's own keys, in documentation order, `connector.class` first. String values only. */
  readonly config: Readonly<Record<string, string>>;
  /** Worker properties this connector needs, without converters' defaults repeated. */
  readonly worker: Readonly<Record<string, string>>;
  /** Topics this connector brings into being: data, offsets, schema history, heartbeat, dead-letter. */
  readonly topics: readonly TopicSpec[];
  /** Names of the topics it writes with the worker's producer. */
  readonly produces: readonly string[];
  /** Names of the topics it reads with the worker's consumer, group `connect-<name>`. */
  readonly consumes: readonly string[];
  readonly ownClients: OwnClients;
  /** Names (never ARNs) of the secrets its configuration refers to. */
  readonly secretNames: readonly string[];
}
